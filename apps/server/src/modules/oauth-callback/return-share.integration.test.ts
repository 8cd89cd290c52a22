import { ProviderFailure } from '@patchbay/provider';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { approve, startConnecting } from '../../../test/support/connect.ts';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';

/** Of which upkeep may cause 20. */
const PER_MINUTE = 400;

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ env: { COMPOSIO_CALLS_PER_MINUTE: PER_MINUTE } });
});
afterAll(() => app[Symbol.asyncDispose]());

it('a return is decided at once when upkeep has used up its share: it counted as upkeep, and the page said “verifying”', async () => {
  const ada = await app.person();
  const { redirectUrl } = await startConnecting(ada, 'slack');
  await useUpUpkeep(app);
  expect(await approve(app, ada, redirectUrl)).toContain('/return/connected');
});

async function useUpUpkeep({ deps }: TestApp): Promise<void> {
  for (let asked = 0; asked <= PER_MINUTE; asked += 1) {
    const failure = await deps.provider.ping().then(
      () => null,
      (error: unknown) => error,
    );
    if (failure instanceof ProviderFailure && failure.kind === 'busy') return;
    expect(failure).toBeNull();
  }
  throw new Error('upkeep has no end');
}
