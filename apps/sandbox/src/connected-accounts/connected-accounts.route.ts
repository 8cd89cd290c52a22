import { Router } from 'express';
import { z } from 'zod';
import type { SandboxContext } from '../context.ts';
import { endpoint, pathParam } from '../http/endpoint.ts';
import { flagParam, parseInput } from '../http/parse-input.ts';
import { findAccount } from './account-book.ts';
import { accountWire, linkUrl } from './account.wire.ts';
import {
  deleteAccount,
  patchAccount,
  patchAccountInput,
  refreshAccount,
  revokeAccount,
  setEnabled,
} from './change-account.ts';
import { completeAuth, completeAuthInput } from './complete-auth.ts';
import { createLink, createLinkInput } from './create-link.ts';
import { initiateAccount, initiateInput } from './initiate-account.ts';
import { listAccounts, listAccountsQuery } from './list-accounts.ts';

const callbackUrl = z.url({ protocol: /^https?$/ }).optional();
const deleteQuery = z.object({ revoke_on_delete: flagParam });
const refreshQuery = z.object({ redirect_url: callbackUrl });
const statusInput = z.object({ enabled: z.boolean() });

/** `/connected_accounts` */
export function connectedAccountRoutes(context: SandboxContext): Router {
  const routes = Router();
  addCollectionRoutes(context, routes);
  addAccountRoutes(context, routes);
  return routes;
}

function addCollectionRoutes(context: SandboxContext, routes: Router): void {
  const { store } = context;
  routes.get(
    '/',
    endpoint(store, (request) => ({ body: listAccounts(context, parseInput(listAccountsQuery, request.query)) })),
  );
  routes.post(
    '/',
    endpoint(store, (request) => ({
      status: 201,
      body: initiateAccount(context, parseInput(initiateInput, request.body)),
    })),
  );
  routes.post(
    '/link',
    endpoint(store, (request) => {
      const link = createLink(context, parseInput(createLinkInput, request.body));
      return {
        status: 201,
        body: {
          link_token: link.token,
          redirect_url: linkUrl(context, link.token),
          expires_at: new Date(link.expiresAt).toISOString(),
          connected_account_id: link.accountId,
        },
      };
    }),
  );
  routes.post(
    '/complete_auth',
    endpoint(store, (request) => ({ body: completeAuth(context, parseInput(completeAuthInput, request.body)) })),
  );
}

function addAccountRoutes(context: SandboxContext, routes: Router): void {
  const { store } = context;
  routes.get(
    '/:id',
    endpoint(store, (request) => ({ body: accountWire(context, findAccount(context, pathParam(request, 'id'))) })),
  );
  routes.delete(
    '/:id',
    endpoint(store, (request) => {
      const { revoke_on_delete: revoke } = parseInput(deleteQuery, request.query);
      return { body: deleteAccount(context, pathParam(request, 'id'), revoke ?? false) };
    }),
  );
  routes.patch(
    '/:id',
    endpoint(store, (request) => ({
      body: patchAccount(context, pathParam(request, 'id'), parseInput(patchAccountInput, request.body)),
    })),
  );
  routes.patch(
    '/:id/status',
    endpoint(store, (request) => ({
      body: setEnabled(context, pathParam(request, 'id'), parseInput(statusInput, request.body).enabled),
    })),
  );
  routes.post(
    '/:id/revoke',
    endpoint(store, (request) => ({ body: revokeAccount(context, pathParam(request, 'id')) })),
  );
  routes.post(
    '/:id/refresh',
    endpoint(store, (request) => {
      const target = parseInput(refreshQuery, { ...request.body, ...request.query }).redirect_url;
      return { body: refreshAccount(context, pathParam(request, 'id'), target) };
    }),
  );
}
