import { SCOPES } from '@patchbay/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { createAppRouter } from '../../src/app-router.ts';
import { serviceOperations } from '../../src/platform/openapi/openapi.route.ts';
import { call, proceduresOf, SAMPLES } from '../support/sample-inputs.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import type { TestBrowser } from '../support/test-browser.ts';
import { newInstallationKey } from '../support/test-installation.ts';
import { KeyBrowser } from '../support/test-service.ts';

let app: TestApp;
let ada: TestBrowser;
let service: KeyBrowser;
let installation: KeyBrowser;

beforeAll(async () => {
  app = await startTestApp({ catalog: false });
  ada = await app.admin();
  service = await KeyBrowser.of(ada, [...SCOPES]);
  installation = new KeyBrowser(ada, (await newInstallationKey(ada)).token);
});
afterAll(() => app[Symbol.asyncDispose]());

interface Definition {
  type: string;
  shape?: Record<string, z.ZodType>;
  catchall?: z.ZodType;
  innerType?: z.ZodType;
  in?: z.ZodType;
  element?: z.ZodType;
  options?: z.ZodType[];
}

/** The places of all objects in a schema that take unknown fields; records are free on purpose. */
function looseObjects(schema: z.ZodType, place = ''): string[] {
  const { type, shape = {}, catchall, innerType, in: input, element, options } = schema.def as unknown as Definition;
  const fields = Object.entries(shape).flatMap(([name, field]) => looseObjects(field, `${place}.${name}`));
  const inner = [innerType, input, element, ...(options ?? [])].filter((each) => each !== undefined);
  const isLoose = type === 'object' && (catchall?.def as unknown as Definition | undefined)?.type !== 'never';
  return [...(isLoose ? [place || '(input)'] : []), ...fields, ...inner.flatMap((each) => looseObjects(each, place))];
}

const ID = '01900000-0000-7000-8000-000000000000';
const things = new Proxy({}, { get: () => ID }) as Parameters<NonNullable<(typeof SAMPLES)['apps.get']['input']>>[0];

const codeIn = (text: string) => /"errorCode":"(\w+)"/.exec(text)?.[1];

describe('an unknown field', () => {
  it('has no procedure to go to: each takes an input, strict at every level', () => {
    const loose = proceduresOf(app).flatMap(({ path, inputs }) =>
      inputs.length === 0 ? [`${path}: takes anything`] : inputs.flatMap((each) => looseObjects(each, path)),
    );
    expect(loose).toEqual([]);
  });

  it('is refused by every procedure on /trpc, by name', async () => {
    for (const { path, type, policy } of proceduresOf(app)) {
      const input = { ...SAMPLES[path].input?.(things), statuz: 'active' };
      const { text } = await call(policy === 'services' ? service : ada, { path, type, input });
      expect([path, codeIn(text), text.includes('statuz')]).toEqual([path, 'INPUT_UNKNOWN_FIELD', true]);
    }
  });

  it('is refused by every operation on /api, in the query as in the body', async () => {
    for (const { path, method, procedure } of serviceOperations(createAppRouter(app.deps))) {
      if (procedure.type === 'subscription') continue;
      const headers = { 'content-type': 'application/json', 'x-patchbay-workspace': ada.workspaceId };
      const init = { method, headers, body: JSON.stringify({ statuz: 1 }) };
      const caller = procedure.meta.installationScope === undefined ? service : installation;
      const answer = await (method === 'get'
        ? caller.fetch(`/api${path}?statuz=active&app=slack`, { headers })
        : caller.fetch(`/api${path}`, { ...init, method: 'POST' }));
      expect([path, answer.status, codeIn(await answer.text())]).toEqual([path, 400, 'INPUT_UNKNOWN_FIELD']);
    }
  });

  it('is answered with the field that was probably meant: a misspelled filter once answered everything', async () => {
    const answer = await service.fetch('/api/connections/list?statuz=active&provider=slack');
    expect(await answer.json()).toMatchObject({
      error: {
        errorCode: 'INPUT_UNKNOWN_FIELD',
        fields: {
          statuz: 'There is no field “statuz”; did you mean “status”?',
          provider: 'There is no field “provider”.',
        },
      },
    });
  });
});

describe('a service that names no workspace', () => {
  const without = (browser: KeyBrowser) => browser.fetch('/api/connections/list');

  it('acts in the only one that its key works in', async () => {
    expect((await without(service)).status).toBe(200);
  });

  it('is told so when its key works in several', async () => {
    const { id } = await ada.trpc.workspaces.create.mutate({ name: 'Second' });
    const { token } = await ada.trpc.serviceKeys.create.mutate({
      name: 'Both',
      scopes: ['connections:read'],
      workspaceIds: [ada.workspaceId, id],
    });
    const answer = await without(new KeyBrowser(ada, token));
    expect([answer.status, codeIn(await answer.text())]).toEqual([400, 'WORKSPACE_MISSING']);
  });
});

it('a stream that names two workspaces is refused', async () => {
  const parameters = encodeURIComponent(JSON.stringify({ workspace: ID }));
  const headers = { 'x-patchbay-workspace': ada.workspaceId };
  const answer = await ada.fetch(`/trpc/connections.watch?connectionParams=${parameters}`, { headers });
  expect(codeIn((await answer.text()).replaceAll('\\"', '"'))).toBe('WORKSPACE_AMBIGUOUS');
});
