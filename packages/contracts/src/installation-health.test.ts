import { assert, boolean, constantFrom, date, nat, option, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CatalogParts,
  CATALOG_STALE_MS,
  installationFindings,
  type InstallationParts,
  PROVIDER_STATES,
  WEBHOOK_STATES,
} from './installation-health.ts';
import { healthFindingSchema } from './workspace-health.view.ts';

const NOW = new Date('2026-12-01T12:00:00.000Z');

const SYNCED: CatalogParts = { apps: 200, lastSyncedAt: NOW, isSyncing: false, isFailing: false };

const WORKING: InstallationParts = {
  provider: 'working',
  lackedPermission: null,
  webhook: 'registered',
  knowsWebhookSecret: true,
  catalog: SYNCED,
  now: NOW,
};

const codesOf = (changed: Partial<InstallationParts>) =>
  installationFindings({ ...WORKING, ...changed }).map(({ code }) => code);
const catalogCodes = (changed: Partial<CatalogParts>) => codesOf({ catalog: { ...SYNCED, ...changed } });

describe('what does not work in an installation', () => {
  it('is nothing when every part works, or was not asked yet', () => {
    expect(codesOf({})).toEqual([]);
    expect(codesOf({ provider: 'unknown', webhook: 'unknown', catalog: null })).toEqual([]);
  });

  it.each([
    ['key_rejected', 'provider_key_rejected'],
    ['permission_missing', 'provider_permission_missing'],
    ['unreachable', 'provider_unreachable'],
    ['busy', 'provider_busy'],
    ['unexpected', 'provider_unexpected'],
  ] as const)('names how the provider fails: %s', (provider, code) => {
    expect(codesOf({ provider })).toEqual([code]);
  });

  it('names the permission that the key lacks', () => {
    const parts = { ...WORKING, provider: 'permission_missing', lackedPermission: 'toolkits: read' } as const;
    expect(installationFindings(parts)[0]?.message).toContain('“toolkits: read”');
  });

  it('tells a webhook that is missing from one that leads elsewhere', () => {
    expect(codesOf({ webhook: 'missing' })).toEqual(['webhook_missing']);
    expect(codesOf({ webhook: 'elsewhere' })).toEqual(['webhook_elsewhere']);
  });

  it('asks for the signing secret only once there is a webhook, because registering one brings it', () => {
    expect(codesOf({ knowsWebhookSecret: false })).toEqual(['webhook_secret_missing']);
    expect(codesOf({ knowsWebhookSecret: false, webhook: 'missing' })).toEqual(['webhook_missing']);
  });

  it('tells an empty catalog from one that is being synced for the first time', () => {
    expect(catalogCodes({ apps: 0, lastSyncedAt: null })).toEqual(['catalog_empty']);
    expect(catalogCodes({ apps: 12, lastSyncedAt: null, isSyncing: true })).toEqual(['catalog_syncing']);
    expect(catalogCodes({ isSyncing: true, isFailing: true })).toEqual([]);
  });

  it('does not say that the sync fails when the provider does: that is why', () => {
    expect(catalogCodes({ isFailing: true })).toEqual(['catalog_failing']);
    const catalog = { ...SYNCED, isFailing: true };
    expect(codesOf({ provider: 'key_rejected', catalog })).toEqual(['provider_key_rejected']);
  });

  it('calls a catalog old from a day on', () => {
    const before = (ms: number) => ({ lastSyncedAt: new Date(NOW.getTime() - ms) });
    expect(catalogCodes(before(CATALOG_STALE_MS - 1))).toEqual([]);
    expect(catalogCodes(before(CATALOG_STALE_MS))).toEqual(['catalog_stale']);
  });

  it('of any parts is what the schema accepts, one finding a part, each with something to do', () => {
    const catalog = record({ apps: nat(3), lastSyncedAt: option(date()), isSyncing: boolean(), isFailing: boolean() });
    const parts = record({
      provider: constantFrom(...PROVIDER_STATES),
      lackedPermission: constantFrom(null, 'toolkits: read'),
      webhook: constantFrom(...WEBHOOK_STATES),
      knowsWebhookSecret: boolean(),
      catalog: option(catalog),
      now: constantFrom(NOW),
    });
    assert(
      property(parts, (given) => {
        const findings = installationFindings(given);
        for (const each of findings) {
          expect(healthFindingSchema.parse(each)).toEqual(each);
          expect(each.message.length * each.remedy.length).toBeGreaterThan(0);
        }
        expect(new Set(findings.map(({ part }) => part)).size).toBe(findings.length);
      }),
    );
  });
});
