import { describe, expect, it } from 'vitest';
import { reason } from '@patchbay/lifecycle';
import { connectionHealth, type ConnectionParts } from './connection-health.ts';
import type { InstallationParts } from './installation-health.ts';
import { workspaceHealth, type WorkspaceParts } from './workspace-health.ts';
import { healthFindingSchema } from './workspace-health.view.ts';

const NOW = new Date('2026-12-01T12:00:00.000Z');

const INSTALLATION: InstallationParts = {
  provider: 'working',
  lackedPermission: null,
  webhook: 'registered',
  knowsWebhookSecret: true,
  catalog: { apps: 200, lastSyncedAt: NOW, isSyncing: false, isFailing: false },
  now: NOW,
};

const WORKING: WorkspaceParts = { installation: INSTALLATION, connections: [], endpoints: [], isInUse: true };

const connection = (id: string, changed: Partial<ConnectionParts>) => ({
  id,
  app: { slug: 'asana', name: 'Asana' },
  label: 'Support',
  since: NOW.toISOString(),
  health: connectionHealth({
    grant: 'working',
    reason: null,
    stoppedTriggers: [],
    failedCalls: 0,
    missesWebhook: false,
    ...changed,
  }),
});

const endpoint = (id: string, changed: Partial<WorkspaceParts['endpoints'][number]> = {}) => ({
  id,
  name: 'hooks.example.com',
  status: 'on' as const,
  offReason: null,
  failingSince: NOW.toISOString(),
  waiting: 0,
  ...changed,
});

const healthOf = (changed: Partial<WorkspaceParts>) => workspaceHealth({ ...WORKING, ...changed });
const codesOf = (changed: Partial<WorkspaceParts>) => healthOf(changed).findings.map(({ code }) => code);

describe('the health of a workspace', () => {
  it('is healthy when nothing fails, and inactive while nothing is connected', () => {
    expect(healthOf({})).toEqual({ level: 'healthy', findings: [] });
    expect(healthOf({ isInUse: false }).level).toBe('inactive');
  });

  it('names what nothing can work without first, then what is down, then what works in part', () => {
    const found = healthOf({
      installation: { ...INSTALLATION, provider: 'key_rejected', webhook: 'missing' },
      endpoints: [endpoint('few', { waiting: 2 }), endpoint('many', { waiting: 3_000 })],
      connections: [connection('slow', { failedCalls: 5 }), connection('gone', { grant: 'ended' })],
    });
    expect(found.level).toBe('down');
    expect(found.findings.map(({ code, subject }) => [code, subject?.id])).toEqual([
      ['provider_key_rejected', undefined],
      ['endpoint_failing', 'many'],
      ['endpoint_failing', 'few'],
      ['grant_ended', 'gone'],
      ['webhook_missing', undefined],
      ['calls_failing', 'slow'],
    ]);
    for (const each of found.findings) expect(healthFindingSchema.parse(each)).toEqual(each);
  });

  it('says how many deliveries wait, in digits that a person can read', () => {
    const messageOf = (waiting: number) => healthOf({ endpoints: [endpoint('e', { waiting })] }).findings[0]?.message;
    expect(messageOf(3_000)).toBe('Deliveries fail, and 3,000 deliveries are waiting.');
    expect(messageOf(1)).toBe('Deliveries fail, and 1 delivery is waiting.');
    expect(messageOf(0)).toBe('Deliveries fail.');
  });

  it('does not complain of an endpoint that a person has turned off', () => {
    const off = (offReason: 'person' | 'failing' | 'gone' | 'workspace_archived') =>
      codesOf({ endpoints: [endpoint('e', { status: 'off', offReason })] });
    expect(off('failing')).toEqual(['endpoint_off']);
    expect(off('gone')).toEqual(['endpoint_off']);
    expect([...off('person'), ...off('workspace_archived')]).toEqual([]);
    expect(codesOf({ endpoints: [endpoint('e', { failingSince: null })] })).toEqual([]);
  });

  it('names why a connection fails, with its app, its label and what stopped', () => {
    const ended = connection('c', { grant: 'ended', reason: reason('grant_revoked') });
    expect(healthOf({ connections: [ended] }).findings).toMatchObject([
      { message: 'Access was revoked in the app.', subject: { id: 'c', name: 'Asana', label: 'Support' } },
    ]);
    const stopped = connection('c', { stoppedTriggers: ['A', 'B'] });
    expect(healthOf({ connections: [stopped] }).findings).toMatchObject([{ code: 'trigger_stopped', count: 2 }]);
  });

  it('says once, and not for each connection, that no webhook is registered', () => {
    const connections = [connection('a', { missesWebhook: true }), connection('b', { missesWebhook: true })];
    const installation = { ...INSTALLATION, webhook: 'missing' } as const;
    expect(codesOf({ installation, connections })).toEqual(['webhook_missing']);
    const both = [connection('a', { missesWebhook: true, failedCalls: 5 })];
    expect(codesOf({ connections: both })).toEqual(['calls_failing']);
  });

  it('is not worse for a first sync, which ends without anyone', () => {
    const catalog = { apps: 0, lastSyncedAt: null, isSyncing: true, isFailing: false };
    expect(healthOf({ installation: { ...INSTALLATION, catalog } })).toMatchObject({
      level: 'healthy',
      findings: [{ code: 'catalog_syncing', level: 'healthy' }],
    });
  });
});
