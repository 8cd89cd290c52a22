import { describe, expect, it } from 'vitest';
import { aView } from './a-view.fixture.ts';
import { type AccessEnd, accessLines } from './access-stops.ts';
import type { DisconnectImpact } from './connection.queries.ts';

const ADA = aView({ status: 'active', account: { id: 'ca', identity: 'ada@example.com' } });
const impact = (change: Partial<DisconnectImpact> = {}): DisconnectImpact => ({
  revokes: false,
  canRevoke: true,
  alsoStops: { connections: [], more: 0, elsewhere: 0, otherProducts: false },
  ...change,
});
const texts = (access: Partial<AccessEnd>, view = ADA) =>
  accessLines(view, { impact: impact(), revoke: false, ...access }).map(({ text }) => text);

describe('accessLines', () => {
  it('claims a revocation only if it will happen: it once claimed one for every account', () => {
    expect(texts({})).toEqual([
      'The connection to ada@example.com is deleted. Slack may still list the access. To end it there, remove it in your Slack settings.',
    ]);
    expect(texts({ impact: impact({ revokes: true }) })).toEqual([
      'Patchbay’s access to ada@example.com on Slack is revoked.',
    ]);
    expect(texts({ revoke: true })).toEqual(['Patchbay’s access to ada@example.com on Slack is revoked.']);
  });

  it('claims nothing while the server has not responded', () => {
    expect(texts({ impact: undefined })).toEqual(['The connection to ada@example.com is deleted.']);
  });

  it('is empty without an account, or for an unknown person', () => {
    expect(texts({}, aView({ status: 'added' }))).toEqual([]);
    const nameless = aView({ status: 'active', account: { id: 'ca', identity: null } });
    expect(texts({ revoke: true }, nameless)).toEqual(['Patchbay’s access on Slack is revoked.']);
  });

  it('lists what else stops once the person requests the revocation, and counts what they may not see', () => {
    const other = { id: 'c2', app: { slug: 'gist', name: 'Gist' }, label: 'Work', status: 'active' as const };
    const shared = impact({ alsoStops: { connections: [other], more: 2, elsewhere: 1, otherProducts: true } });
    expect(texts({ impact: shared, revoke: true }).slice(1)).toEqual([
      'Gist (Work) stops working too.',
      '2 more connections in this workspace stop working too.',
      '1 connection in other workspaces stops working too.',
      'Other products that connect to Slack through Composio may lose access too.',
    ]);
    expect(texts({ impact: shared })).toHaveLength(1);
  });
});
