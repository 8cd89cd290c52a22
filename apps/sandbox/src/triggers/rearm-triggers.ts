import type { SandboxContext } from '../context.ts';

/** Re-enables triggers that stopped with their account when the account is active again. */
export function rearmTriggers({ store, now }: SandboxContext, accountId: string): void {
  for (const instance of store.state.triggerInstances.values()) {
    if (instance.accountId !== accountId || instance.disabledReason !== 'connection_expired') continue;
    const armed = { ...instance, disabledAt: null, disabledReason: null, updatedAt: now() };
    store.state.triggerInstances.set(instance.id, armed);
  }
}
