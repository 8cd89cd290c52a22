export const WORKSPACE = { id: 'ws_0194f1d2', externalId: 'acme' };

export const CONNECTION = {
  id: '019ad2c0-7f3e-7a55-b1f0-2b1f6d0c9a10',
  app: 'github',
  label: 'Work',
  endUserId: 'user-42',
  tags: { plan: 'pro' },
};

export const ACTOR = { kind: 'user', id: 'u_4f1d20194', name: 'Ada Lovelace' } as const;
export const SERVICE = { kind: 'service', id: 'key_0194f1d2', name: 'Back end' } as const;
export const PROVIDER = { kind: 'provider', id: 'composio', name: 'Composio' } as const;

export const REASON = { code: 'grant_revoked', detail: 'The user revoked access.' } as const;

/** A connection that has just become active. */
export const ACTIVE = {
  workspace: WORKSPACE,
  connection: CONNECTION,
  actor: ACTOR,
  status: 'active',
  previousStatus: 'pending',
  version: 3,
} as const;
