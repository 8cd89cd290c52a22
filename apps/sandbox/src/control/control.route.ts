import { Router, json } from 'express';
import { z } from 'zod';
import { readAccount } from '../connected-accounts/account-book.ts';
import type { SandboxContext } from '../context.ts';
import { notFound } from '../http/api-error.ts';
import { uploadedFiles } from '../files/files.route.ts';
import { endpoint, slowEndpoint } from '../http/endpoint.ts';
import { exactNumbers } from '../http/exact-numbers.ts';
import { keyScopes } from '../http/require-scope.ts';
import { idText, parseInput } from '../http/parse-input.ts';
import { requireApiKey } from '../http/require-api-key.ts';
import { accountStatuses, disableReasons } from '../store/state.ts';
import { expireAccount, fireTrigger, switchOffTrigger } from '../webhooks/fire.ts';
import { addForeignGrant, tokens } from '../grants/tokens.ts';
import type { Fault } from './fault.ts';
import { setAccountStatus } from './set-account-status.ts';
import { setVerifier, verifierUrlInput } from './set-verifier.ts';

const faultInput = z.object({
  faults: z.array(
    z.object({
      match: z.object({
        method: z.string().optional(),
        path: z.string().optional(),
        /** A regular expression as a string, because JSON has none. */
        pathPattern: z.string().max(500).optional(),
      }),
      status: z.number().int().min(100).max(599).optional(),
      delayMs: z.number().int().min(0).max(120_000).optional(),
      body: z.unknown().optional(),
      cut: z.boolean().optional(),
      afterWork: z.boolean().optional(),
      retryAfter: z.number().int().min(0).max(3600).optional(),
      times: z.number().int().min(1).optional(),
      rate: z.number().min(0).max(1).optional(),
      seed: z.number().int().optional(),
    }),
  ),
});

const statusInput = z.object({
  id: idText,
  status: z.enum(accountStatuses),
  reason: z.string().max(500).optional(),
});

/** Unchanged, with every name: zod's record would be a copy without `__proto__`. */
const eventData = z.custom<Record<string, unknown>>((value) => typeof value === 'object' && value !== null);
const fireInput = z.object({ id: idText, data: eventData.optional() });
const expireInput = z.object({ id: idText, reason: z.string().max(500).optional() });
const disableInput = z.object({ id: idText, reason: z.enum(disableReasons).optional() });
const foreignGrantInput = z.object({ toolkit: idText, person: z.string().min(1).max(254) });
const verifierInput = z.strictObject({ url: verifierUrlInput.nullable() });
/** At most 30 days at once, in milliseconds. */
const clockInput = z.strictObject({ advanceMs: z.number().int().min(0).max(2_592_000_000) });
const switchesInput = z.strictObject({
  legacyGone: z.boolean().optional(),
  showClientIds: z.boolean().optional(),
  latencyMs: z.number().int().min(0).max(60_000).optional(),
  keyScopes: z.array(z.enum(keyScopes)).nullable().optional(),
  identityIn: z.enum(['state', 'data', 'nowhere']).optional(),
  overLimit: z.enum(['refuse', 'cut']).optional(),
  countsHidden: z.boolean().optional(),
  secretOnRead: z.boolean().optional(),
  needsEndpoints: z.boolean().optional(),
  managedInitiate: z.boolean().optional(),
  sessionTo: z.enum(['project', 'caller']).optional(),
  withheldScopes: z.array(z.string().max(500)).max(200).optional(),
  quotesCredentials: z.boolean().optional(),
});

/** `/sandbox`: for tests in another process. Everything but the health check needs the API key. */
export function controlRoutes(context: SandboxContext): Router {
  const { store } = context;
  const routes = Router();
  routes.get('/health', (_request, response) => {
    response.json({ status: 'ok', toolkits: context.catalog.toolkits().length });
  });
  routes.use(requireApiKey(context.apiKey), json({ reviver: exactNumbers }));
  routes.get(
    '/requests',
    endpoint(store, () => ({ body: { items: context.recorder.requests() } })),
  );
  routes.get(
    '/files',
    endpoint(store, () => ({ body: { items: uploadedFiles(context) } })),
  );
  routes.delete(
    '/requests',
    endpoint(store, () => {
      context.recorder.clear();
      return { body: {} };
    }),
  );
  routes.post(
    '/control/fault',
    endpoint(store, (request) => {
      const { faults } = parseInput(faultInput, request.body);
      context.faults.set(faults.map(readFault));
      return { body: { faults: faults.length } };
    }),
  );
  routes.post(
    '/control/account-status',
    endpoint(store, (request) => {
      const { id, status, reason } = parseInput(statusInput, request.body);
      if (!readAccount(context, id)) throw notFound('ConnectedAccount', id, 606);
      setAccountStatus(context, id, { status, reason: reason ?? null });
      return { body: { id, status } };
    }),
  );
  routes.post(
    '/control/verifier',
    endpoint(store, (request) => {
      const { url } = parseInput(verifierInput, request.body);
      setVerifier(context, url);
      return { body: { url } };
    }),
  );
  routes.post(
    '/control/clock',
    endpoint(store, (request) => {
      context.advanceClock(parseInput(clockInput, request.body).advanceMs);
      return { body: { now: new Date(context.now()).toISOString() } };
    }),
  );
  routes.post(
    '/control/switches',
    endpoint(store, (request) => {
      Object.assign(context.switches, parseInput(switchesInput, request.body));
      return { body: context.switches };
    }),
  );
  routes.get(
    '/tokens',
    endpoint(store, () => ({ body: { items: tokens(context) } })),
  );
  routes.post(
    '/control/foreign-grant',
    endpoint(store, (request) => {
      const { toolkit, person } = parseInput(foreignGrantInput, request.body);
      return { body: { id: addForeignGrant(context, toolkit, person).id } };
    }),
  );
  addDeliveryRoutes(context, routes);
  return routes;
}

/** Routes that wait for deliveries, which go on until they are accepted or given up. */
function addDeliveryRoutes(context: SandboxContext, routes: Router): void {
  routes.post(
    '/control/fire',
    slowEndpoint(context.store, async (request) => {
      const { id, data } = parseInput(fireInput, request.body);
      return { body: await fireTrigger(context, id, data) };
    }),
  );
  routes.post(
    '/control/expire',
    slowEndpoint(context.store, async (request) => {
      const { id, reason } = parseInput(expireInput, request.body);
      return { body: await expireAccount(context, id, reason) };
    }),
  );
  routes.post(
    '/control/disable',
    slowEndpoint(context.store, async (request) => {
      const { id, reason } = parseInput(disableInput, request.body);
      return { body: await switchOffTrigger(context, id, reason) };
    }),
  );
}

type FaultInput = z.output<typeof faultInput>['faults'][number];

/** Omitted fields stay omitted, because `undefined` is not the same as absent. */
function readFault({ match, ...rest }: FaultInput): Fault {
  const path = match.pathPattern === undefined ? match.path : new RegExp(match.pathPattern);
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  return {
    match: { ...(match.method !== undefined && { method: match.method }), ...(path !== undefined && { path }) },
    ...Object.fromEntries(given),
  };
}
