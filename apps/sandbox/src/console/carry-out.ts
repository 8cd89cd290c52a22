import { z } from 'zod';
import type { SandboxContext } from '../context.ts';
import type { Fault } from '../control/fault.ts';
import { setAccountStatus } from '../control/set-account-status.ts';
import { readAccount } from '../connected-accounts/account-book.ts';
import { notFound } from '../http/api-error.ts';
import { accountStatuses } from '../store/state.ts';
import { expireAccount, fireTrigger } from '../webhooks/fire.ts';

/** What can be broken, by the name on its button. */
export const breakdowns = {
  'Rate limit': { match: {}, status: 429, rate: 0.3 },
  'Server errors': { match: {}, status: 503, rate: 0.3 },
  'Lost connections': { match: {}, cut: true, rate: 0.3 },
  Slowness: { match: {}, delayMs: 12_000, rate: 0.3 },
} as const satisfies Record<string, Fault>;

const names = Object.keys(breakdowns) as (keyof typeof breakdowns)[];
const id = z.string().min(1).max(255);
const token = z.string();

/** One button of the control page. */
export const actionInput = z.discriminatedUnion('action', [
  z.object({ token, action: z.literal('expire'), id }),
  z.object({ token, action: z.literal('status'), id, status: z.enum(accountStatuses) }),
  z.object({ token, action: z.literal('fire'), id }),
  z.object({ token, action: z.literal('break'), what: z.enum(names) }),
  z.object({ token, action: z.literal('mend') }),
  z.object({ token, action: z.literal('verifier'), on: z.enum(['true', 'false']) }),
  z.object({ token, action: z.literal('legacy-gone'), on: z.enum(['true', 'false']) }),
]);

export async function carryOut(context: SandboxContext, input: z.output<typeof actionInput>): Promise<void> {
  switch (input.action) {
    case 'expire':
      await expireAccount(context, input.id);
      break;
    case 'status':
      if (!readAccount(context, input.id)) throw notFound('ConnectedAccount', input.id, 606);
      setAccountStatus(context, input.id, { status: input.status, reason: 'Set on the control page' });
      break;
    case 'fire':
      await fireTrigger(context, input.id);
      break;
    case 'break':
      context.faults.set([breakdowns[input.what]]);
      break;
    case 'mend':
      context.faults.clear();
      break;
    case 'verifier':
      context.store.state.verifier = input.on === 'true';
      context.store.changed();
      break;
    case 'legacy-gone':
      context.switches.legacyGone = input.on === 'true';
      break;
  }
}
