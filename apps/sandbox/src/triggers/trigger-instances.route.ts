import { Router } from 'express';
import { z } from 'zod';
import type { SandboxContext } from '../context.ts';
import { ApiError, notFound } from '../http/api-error.ts';
import { endpoint, pathParam } from '../http/endpoint.ts';
import type { Reply } from '../http/endpoint.ts';
import { pageOf, pageParams, readPage } from '../http/paging.ts';
import { flagParam, listParam, parseInput } from '../http/parse-input.ts';
import type { DisableReason, TriggerInstanceRecord } from '../store/state.ts';
import { triggerInstanceWire } from './trigger-instance.wire.ts';
import { upsertTrigger, upsertTriggerInput } from './upsert-trigger.ts';

const listQuery = z.object({
  ...pageParams,
  connected_account_ids: listParam,
  auth_config_ids: listParam,
  trigger_ids: listParam,
  trigger_names: listParam,
  user_ids: listParam,
  show_disabled: flagParam,
});

const manageInput = z.object({ status: z.enum(['enable', 'disable']) });

/** `/trigger_instances` */
export function triggerInstanceRoutes(context: SandboxContext): Router {
  const { store } = context;
  const routes = Router();
  routes.get(
    '/active',
    endpoint(store, (request) => listActive(context, request.query)),
  );
  routes.post(
    '/:slug/upsert',
    endpoint(store, (request) => {
      const input = parseInput(upsertTriggerInput, request.body);
      return { body: { trigger_id: upsertTrigger(context, pathParam(request, 'slug'), input).id } };
    }),
  );
  routes.patch(
    '/manage/:id',
    endpoint(store, (request) => {
      const { status } = parseInput(manageInput, request.body);
      setArmed(context, pathParam(request, 'id'), status === 'enable');
      return { body: { status: 'success' } };
    }),
  );
  routes.delete(
    '/manage/:id',
    endpoint(store, (request) => {
      const id = pathParam(request, 'id');
      deleteInstance(context, id);
      return { body: { trigger_id: id } };
    }),
  );
  return routes;
}

function listActive(context: SandboxContext, input: unknown): Reply {
  const query = parseInput(listQuery, input);
  const { accounts, triggerInstances } = context.store.state;
  const found = [...triggerInstances.values()].filter((instance) => {
    const account = accounts.get(instance.accountId);
    return (
      instance.deletedAt === null &&
      (query.show_disabled === true || instance.disabledAt === null) &&
      allowed(instance.id, query.trigger_ids) &&
      allowed(instance.triggerName, query.trigger_names) &&
      allowed(instance.accountId, query.connected_account_ids) &&
      allowed(account?.authConfigId, query.auth_config_ids) &&
      allowed(account?.userId, query.user_ids)
    );
  });
  const request = readPage(query, { standard: 20, max: 50, over: context.switches.overLimit });
  return { body: pageOf(found, request, (instance) => triggerInstanceWire(context, instance)) };
}

function allowed(value: string | undefined, wanted: readonly string[] | undefined): boolean {
  return !wanted?.length || (value !== undefined && wanted.includes(value));
}

/** 409 if it is already in that state, 410 if its account is gone. */
export function setArmed(context: SandboxContext, id: string, armed: boolean): void {
  const instance = findInstance(context, id);
  const account = context.store.state.accounts.get(instance.accountId);
  if (!account || account.deletedAt !== null) {
    const message = `The connected account of trigger "${id}" is gone`;
    throw new ApiError({ status: 410, code: 410, slug: 'TriggerInstance_Gone', message });
  }
  if ((instance.disabledAt === null) === armed) {
    const message = `Trigger "${id}" is already ${armed ? 'enabled' : 'disabled'}`;
    throw new ApiError({ status: 409, code: 409, slug: 'TriggerInstance_StatusUnchanged', message });
  }
  change(context, instance, { disabledAt: armed ? null : context.now(), disabledReason: null });
}

/** By the service itself; an instance that is already disabled is unchanged. */
export function switchOff(
  context: SandboxContext,
  instance: TriggerInstanceRecord,
  reason: DisableReason,
): TriggerInstanceRecord {
  if (instance.disabledAt !== null) return instance;
  return change(context, instance, { disabledAt: context.now(), disabledReason: reason });
}

/** A soft delete, as for accounts; 404 if it is already gone. */
export function deleteInstance(context: SandboxContext, id: string): void {
  change(context, findInstance(context, id), { deletedAt: context.now() });
}

/** The instance, or 404; a deleted one counts as absent. */
export function findInstance(context: SandboxContext, id: string): TriggerInstanceRecord {
  const instance = context.store.state.triggerInstances.get(id);
  if (!instance || instance.deletedAt !== null) throw notFound('TriggerInstance', id);
  return instance;
}

function change(
  context: SandboxContext,
  instance: TriggerInstanceRecord,
  changes: Partial<TriggerInstanceRecord>,
): TriggerInstanceRecord {
  const changed = { ...instance, ...changes, updatedAt: context.now() };
  context.store.state.triggerInstances.set(instance.id, changed);
  context.store.changed();
  return changed;
}
