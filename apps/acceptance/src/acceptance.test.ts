import { startSandbox } from '@patchbay/sandbox';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bareApi } from './api.ts';
import { CHECKS } from './checks/index.ts';
import { readOptions } from './options.ts';
import { personInSandbox } from './persons/in-sandbox.ts';
import { reportOf } from './report.ts';
import { runAcceptance } from './run.ts';

type Sandbox = Awaited<ReturnType<typeof startSandbox>>;
type Switches = Partial<Sandbox['control']['switches']>;

async function sandboxWith(switches: Switches): Promise<Sandbox> {
  const sandbox = await startSandbox({ legacyGone: true });
  onTestFinished(() => sandbox.stop());
  Object.assign(sandbox.control.switches, switches);
  return sandbox;
}

function run(
  sandbox: Sandbox,
  { signal = new AbortController().signal, onResult = () => undefined, names }: RunWith = {},
) {
  const access = { apiKey: sandbox.apiKey, baseUrl: sandbox.url };
  const control = bareApi(access);
  const person = personInSandbox((method, path, body) => control(method, `/sandbox${path}`, body));
  const checks = CHECKS.filter(({ name }) => !names || names.includes(name));
  return runAcceptance({ options: readOptions(['--sandbox'], {}), access, person, checks, signal, onResult });
}

interface RunWith {
  signal?: AbortSignal;
  onResult?: (result: { name: string }) => void;
  names?: string[];
}

/** What the provider still has after the run. */
async function leftIn(sandbox: Sandbox): Promise<string[]> {
  const api = bareApi({ apiKey: sandbox.apiKey, baseUrl: sandbox.url });
  const hooks = await api('GET', '/webhook_subscriptions');
  const items = hooks.body['items'];
  return [...sandbox.control.accounts().map(({ id }) => id), ...(Array.isArray(items) ? items.map(String) : [])];
}

describe('the acceptance run', () => {
  it('is green against the strict sandbox in under three minutes, reports no secret, and leaves nothing behind', async () => {
    const sandbox = await sandboxWith({});
    const done = await run(sandbox);
    expect(done.results.filter(({ outcome }) => outcome !== 'as expected')).toEqual([]);
    expect(done.results).toHaveLength(CHECKS.length);
    expect([done.left, await leftIn(sandbox)]).toEqual([[], []]);
    const report = reportOf(done, [sandbox.apiKey]);
    expect(report).toContain('Everything that the run made was removed.');
    expect(report).not.toMatch(/sandbox-key|urn:|whsec_|https?:|@|a-key-for-the-sandbox/);
  }, 180_000);

  it.each<[string, Switches]>([
    ['permissions of the key', { keyScopes: ['toolkits:read', 'tools:read'] }],
    ['the old API', { legacyGone: false }],
    ['page limits', { overLimit: 'cut' }],
    ['partial pages', { countsHidden: false }],
    ['the retired way to connect', { managedInitiate: true }],
    ['identity', { identityIn: 'nowhere' }],
    ['identity', { identityIn: 'data' }],
    ['OAuth clients', { showClientIds: true }],
    ['webhook secret', { secretOnRead: true }],
    ['webhook endpoints', { needsEndpoints: false }],
    ['verifier', { sessionTo: 'caller' }],
  ])('sees “%s” fail, and nothing else, with %o', async (name, switches) => {
    const sandbox = await sandboxWith(switches);
    // A key that may not read cannot connect either.
    const names =
      'keyScopes' in switches ? [name] : CHECKS.map((check) => check.name).filter((each) => each !== 'catalog');
    const { results, left } = await run(sandbox, { names });
    expect(results.filter(({ outcome }) => outcome === 'failed').map((each) => each.name)).toEqual([name]);
    expect([left, await leftIn(sandbox)]).toEqual([[], []]);
  });

  it('removes what it created when it is interrupted halfway', async () => {
    const sandbox = await sandboxWith({});
    const stop = new AbortController();
    const { results } = await run(sandbox, {
      signal: stop.signal,
      onResult: ({ name }) => name === 'trigger armed' && stop.abort(),
    });
    expect(results.at(-1)?.name).toBe('trigger armed');
    expect(await leftIn(sandbox)).toEqual([]);
  });
});
