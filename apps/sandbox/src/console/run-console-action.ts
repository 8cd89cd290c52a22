import { z } from 'zod';
import type { SandboxContext } from '../context.ts';
import { setAccountStatus } from '../control/set-account-status.ts';
import { setVerifier, verifierUrlInput } from '../control/set-verifier.ts';
import { readAccount } from '../connected-accounts/account-book.ts';
import { notFound } from '../http/api-error.ts';
import { accountStatuses } from '../store/state.ts';
import type { Delivery } from '../webhooks/deliver.ts';
import { expireAccount, fireTrigger, switchOffTrigger } from '../webhooks/fire.ts';
import { breakdownNames, breakdowns } from './breakdowns.ts';

const id = z.string().min(1).max(255);
const token = z.string();

/** One button of the control page. */
export const actionInput = z.discriminatedUnion('action', [
  z.object({ token, action: z.literal('expire'), id }),
  z.object({ token, action: z.literal('status'), id, status: z.enum(accountStatuses) }),
  z.object({ token, action: z.literal('fire'), id }),
  z.object({ token, action: z.literal('switch-off'), id }),
  z.object({
    token,
    action: z.literal('break'),
    what: z.enum(breakdownNames),
    percent: z.coerce.number().int().min(1).max(100).default(30),
    retryAfter: z.coerce.number().int().min(0).max(3600).default(1),
  }),
  z.object({ token, action: z.literal('recover') }),
  z.object({ token, action: z.literal('forget') }),
  z.object({ token, action: z.literal('verifier'), url: verifierUrlInput.optional() }),
  z.object({ token, action: z.literal('legacy-gone'), on: z.enum(['true', 'false']) }),
]);

/** Runs a button's action. Returns a sentence about its result. */
export async function runConsoleAction(context: SandboxContext, input: z.output<typeof actionInput>): Promise<string> {
  switch (input.action) {
    case 'expire':
      return `${input.id} is expired. ${told(await expireAccount(context, input.id))}`;
    case 'status':
      if (!readAccount(context, input.id)) throw notFound('ConnectedAccount', input.id, 606);
      setAccountStatus(context, input.id, { status: input.status, reason: 'Set on the control page' });
      return `${input.id} is ${input.status} now. No event is sent: the caller has to find out.`;
    case 'fire':
      return `${input.id} fired. ${told(await fireTrigger(context, input.id))}`;
    case 'switch-off':
      return `${input.id} is switched off. ${told(await switchOffTrigger(context, input.id))}`;
    case 'break':
      context.faults.set(breakdowns[input.what](input));
      return `${input.what}: ${input.percent} % of all requests from now on.`;
    case 'recover':
      context.faults.clear();
      return 'Everything works again.';
    case 'forget':
      context.recorder.clear();
      return 'The list of requests is cleared.';
    case 'legacy-gone':
      context.switches.legacyGone = input.on === 'true';
      return `The removal of API v1 and v2 is ${onOff(input.on)}.`;
    default:
      setVerifier(context, input.url ?? null);
      return `Callback identity verification is ${input.url === undefined ? 'off' : 'on'}.`;
  }
}

function onOff(on: 'true' | 'false'): string {
  return on === 'true' ? 'on' : 'off';
}

/** The result of sending the message. */
function told({ attempts, status }: Delivery): string {
  if (attempts === 0) return 'No webhook subscription asked to be told.';
  const tries = attempts === 1 ? 'at the first try' : `after ${attempts} tries`;
  if (status === null) return `The webhook’s address does not answer, ${tries}.`;
  return `The webhook answered ${status}, ${tries}.`;
}
