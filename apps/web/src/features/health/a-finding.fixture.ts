import type { Finding, WorkspaceHealth } from './workspace-health.queries.ts';

export function aFinding(changed: Partial<Finding> = {}): Finding {
  return {
    level: 'down',
    part: 'endpoint',
    code: 'endpoint_failing',
    message: 'Deliveries fail, and 3,000 deliveries are waiting.',
    remedy: 'Check the service behind the URL.',
    subject: { id: 'e', name: 'Orders', label: '', app: null },
    since: null,
    count: 3_000,
    ...changed,
  };
}

export function aHealth(changed: Partial<WorkspaceHealth> = {}): WorkspaceHealth {
  return {
    level: 'healthy',
    findings: [],
    connections: { active: 1, pending: 0, expired: 0, added: 0, needAttention: 0 },
    endpoints: { total: 0, failing: 0 },
    catalog: { apps: 200, lastSyncedAt: null, isSyncing: false },
    ...changed,
  };
}
