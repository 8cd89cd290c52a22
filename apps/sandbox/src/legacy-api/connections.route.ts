import { Router } from 'express';
import { z } from 'zod';
import { deleteAccount, setEnabled } from '../connected-accounts/change-account.ts';
import { findAccount, liveAccounts } from '../connected-accounts/account-book.ts';
import type { SandboxContext } from '../context.ts';
import { endpoint, pathParam } from '../http/endpoint.ts';
import { flagParam, listParam, parseInput } from '../http/parse-input.ts';
import type { AccountRecord } from '../store/state.ts';
import { connectionWire } from './connection.wire.ts';
import { initiateConnection, initiateInput } from './initiate-connection.ts';
import { legacyPage, pageNumber, pageSize } from './list-page.ts';

const listQuery = z.object({
  appNames: listParam,
  entityId: z.string().max(255).optional(),
  user_uuid: z.string().max(255).optional(),
  integrationId: z.string().max(255).optional(),
  connectionId: z.string().max(255).optional(),
  labels: listParam,
  status: z.enum(['INITIATED', 'ACTIVE', 'FAILED', 'EXPIRED']).optional(),
  showActiveOnly: flagParam,
  page: pageNumber,
  pageSize,
});

/** `/api/v1/connectedAccounts` */
export function connectionRoutes(context: SandboxContext): Router {
  const { store } = context;
  const routes = Router();
  routes.get(
    '/',
    endpoint(store, (request) => {
      const query = parseInput(listQuery, request.query);
      const found = liveAccounts(context)
        .toReversed()
        .filter((account) => matches(account, query));
      return { body: legacyPage(found.map(connectionWire), query.page, query.pageSize ?? 50) };
    }),
  );
  routes.get(
    '/:id',
    endpoint(store, (request) => ({ body: connectionWire(findAccount(context, pathParam(request, 'id'))) })),
  );
  routes.delete(
    '/:id',
    endpoint(store, (request) => {
      deleteAccount(context, pathParam(request, 'id'), false);
      return { body: { status: 'success', count: 1 } };
    }),
  );
  for (const enabled of [true, false]) {
    routes.post(
      `/:id/${enabled ? 'enable' : 'disable'}`,
      endpoint(store, (request) => {
        const id = pathParam(request, 'id');
        setEnabled(context, id, enabled);
        return { body: { status: 'success', connectedAccountId: id } };
      }),
    );
  }
  return routes;
}

/** `/api/v2/connectedAccounts` */
export function initiateRoutes(context: SandboxContext): Router {
  const routes = Router();
  routes.post(
    '/initiateConnection',
    endpoint(context.store, (request) => ({
      body: initiateConnection(context, parseInput(initiateInput, request.body)),
    })),
  );
  return routes;
}

function matches(account: AccountRecord, query: z.output<typeof listQuery>): boolean {
  const wire = connectionWire(account);
  const owner = query.entityId ?? query.user_uuid;
  return (
    (owner === undefined || account.userId === owner) &&
    (query.appNames === undefined || query.appNames.includes(account.toolkit)) &&
    (query.integrationId === undefined || account.authConfigId === query.integrationId) &&
    (query.connectionId === undefined || account.id === query.connectionId) &&
    (query.labels === undefined || query.labels.includes(account.alias ?? '')) &&
    (query.status === undefined || wire['status'] === query.status) &&
    (query.showActiveOnly !== true || wire['status'] === 'ACTIVE')
  );
}
