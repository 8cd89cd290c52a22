const WORDS: Record<string, string> = {
  'installationKeys.create': 'created the installation key',
  'installationKeys.rotate': 'rotated the installation key',
  'installationKeys.revoke': 'revoked the installation key',
  'provisioning.create': 'created the workspace',
  'provisioning.rename': 'renamed the workspace to',
  'provisioning.archive': 'archived the workspace',
  'provisioning.restore': 'restored the workspace',
  'provisioning.delete': 'deleted the workspace',
  'serviceKeys.create': 'created a service key',
  'serviceKeys.rotate': 'rotated a service key',
  'serviceKeys.revoke': 'revoked a service key',
  'endpoints.create': 'created an endpoint',
  'endpoints.update': 'changed an endpoint',
  'endpoints.rotateSecret': 'rotated the secret of an endpoint',
  'endpoints.remove': 'removed an endpoint',
  'endpoints.test': 'sent a test message',
  'triggers.setAutomatic': 'set an automatic trigger',
  'actions.setPolicy': 'set a policy for new connections',
};

/** What was done, after the name of who did it. The procedure itself for one that has no words here. */
export function activityWords(action: string): string {
  return WORDS[action] ?? action;
}

/** How it ended; empty if it was done. */
export function outcomeWords(outcome: string): string {
  if (outcome === 'done') return '';
  return outcome === 'started' ? 'outcome not known' : `failed: ${outcome}`;
}
