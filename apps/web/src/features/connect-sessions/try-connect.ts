import { api } from '../../app/api.ts';
import { allPages } from '../../shared/all-pages.ts';
import { workspaceId } from '../../app/workspace-id.ts';
import type { ConnectHost } from './connect-session.queries.ts';
import { t } from '../../shared/i18n/t.ts';

/** What a customer's back end has: a key, a user who is signed in, and a random value of this browser. */
export interface TryBackEnd {
  endUserId: string;
  createSession: () => Promise<string>;
  complete: (result: { sessionId: string; code: string }) => Promise<void>;
  /** Revokes the key, and ends its sessions. */
  stop: () => Promise<void>;
}

/** Whether this origin waits for an installation admin. */
export class HostNotApproved extends Error {}

/**
 * Plays the back end of a customer, in this tab: with a key that is valid for a day at most and revoked at the end. The user is a demo
 * one of the admin who tries it.
 */
export async function startTry({ user, canApprove }: { user: { id: string; name: string }; canApprove: boolean }) {
  const returnUrl = await ownHost(canApprove);
  const { key, token } = await api.serviceKeys.create.mutate({
    name: t('connectSessions.tryKeyName', { name: user.name }).slice(0, 60),
    scopes: ['connect-sessions:write'],
    expiresInDays: 1,
  });
  const verifier = randomText();
  const endUserId = `try-${user.id}`;
  const call = callWith(token);
  return {
    endUserId,
    async createSession() {
      const input = { endUser: { id: endUserId, name: user.name }, returnUrl, origins: [location.origin] };
      const browserChallenge = await challengeOf(verifier);
      return (await call<{ url: string }>('connectSessions/create', { ...input, browserChallenge })).url;
    },
    async complete({ sessionId, code }) {
      const proof = { signedInEndUserId: endUserId, browserVerifier: verifier };
      await call('connectSessions/complete', { id: sessionId, code, ...proof });
    },
    async stop() {
      await api.serviceKeys.revoke.mutate({ id: key.id, endSessions: true });
    },
  } satisfies TryBackEnd;
}

/** A return URL of this origin, approved. Throws HostNotApproved where that takes an installation admin. */
async function ownHost(canApprove: boolean): Promise<string> {
  const { items } = await allPages((from) => api.connectHosts.list.query(from));
  const known = items.find(({ origin }) => origin === location.origin) ?? (await addOwnHost());
  if (known.status === 'pending' && !canApprove) throw new HostNotApproved();
  if (known.status === 'pending') await api.connectHosts.approve.mutate({ id: known.id });
  return known.returnUrls[0] ?? '';
}

async function addOwnHost(): Promise<ConnectHost> {
  // The page on which the component is tried is a host like any other.
  const { origin, pathname } = location;
  return (await api.connectHosts.add.mutate({ origin, returnUrls: [origin + pathname] })).host;
}

/** As a back end calls: with the key and without this browser's cookies. */
function callWith(token: string) {
  return async <Answer>(path: string, input: object): Promise<Answer> => {
    const headers = { authorization: `Bearer ${token}`, 'x-patchbay-workspace': workspaceId.value ?? '' };
    const answer = await fetch(`/api/v1/${path}`, {
      method: 'POST',
      credentials: 'omit',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    const body = (await answer.json()) as Answer & { detail?: string };
    if (!answer.ok) throw new Error(body.detail);
    return body;
  };
}

function randomText(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

/** RFC 7636, section 4.2. */
async function challengeOf(verifier: string): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))));
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}
