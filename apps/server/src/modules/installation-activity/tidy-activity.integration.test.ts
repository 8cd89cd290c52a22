import { expect, it } from 'vitest';
import { startTestApp } from '../../../test/support/test-app.ts';
import { installationService, newInstallationKey } from '../../../test/support/test-installation.ts';
import { ACTIVITY_DAYS, tidyActivity } from './tidy-activity.ts';

it('the activity was never deleted: an entry is kept for its retention, and no longer', async () => {
  await using app = await startTestApp({ catalog: false });
  const admin = await app.admin('Irene');
  const { token } = await newInstallationKey(admin, { expiresInDays: null });
  const service = installationService({ url: app.url, token });
  const upsert = (externalId: string) =>
    service.provisioning.upsertWorkspaces.mutate({ workspaces: [{ externalId, name: externalId }] });
  const listed = async () => {
    await tidyActivity(app.deps);
    const { items } = await service.provisioning.activity.query({ limit: 100 });
    return items.map(({ externalId }) => externalId).filter((each) => each !== null);
  };
  await upsert('first');
  app.clock.advance((ACTIVITY_DAYS - 1) * 24 * 60 * 60_000);
  await upsert('second');
  expect(await listed()).toEqual(['second', 'first']);
  app.clock.advance(2 * 24 * 60 * 60_000);
  expect(await listed()).toEqual(['second']);
});
