import type { ConnectWindow, HandOver } from '@patchbay/contracts';
import { ref, shallowRef } from 'vue';
import type { ConnectCall } from '../api/connect-call.ts';
import { handOver } from '../frame/hand-over.ts';

interface WindowDeps {
  window: ConnectWindow;
  call: ConnectCall;
  /** A flow is used once: after a failure, the next try needs another. */
  renew: () => Promise<ConnectWindow>;
}

export type WindowStep = 'choosing' | 'busy' | 'leaving' | 'finishing' | 'taken' | 'sent_back' | 'disconnected';

/** What happens in a window after the person has agreed. Whatever was entered is passed through, and kept nowhere. */
export function useWindow({ window: first, call, renew }: WindowDeps) {
  const step = ref<WindowStep>('choosing');
  const failure = shallowRef<unknown>(null);
  let flowId = first.flow.id;
  let isUsed = false;

  async function run(work: () => Promise<void>): Promise<void> {
    if (step.value !== 'choosing') return;
    [step.value, failure.value] = ['busy', null];
    try {
      if (isUsed) flowId = (await renew()).flow.id;
      isUsed = true;
      await work();
    } catch (error) {
      [step.value, failure.value] = ['choosing', error];
    }
  }

  async function finish(given: HandOver): Promise<void> {
    step.value = 'finishing';
    step.value = await handOver(given);
  }

  const authorize = (scheme: string | null) =>
    run(async () => {
      // Never `redirect`: a consent page with `form-action` for our return address alone makes Chromium block the 303 from there
      // to the host. Our return page has no such limit, and goes there by itself when there is no opener.
      const answer = await call('authorize', { flowId, handOver: 'message', ...(scheme !== null && { scheme }) });
      if (answer.handOver) return finish(answer.handOver);
      step.value = 'leaving';
      location.assign(answer.redirectUrl);
    });

  const enter = (scheme: string, credentials: Record<string, string>) =>
    run(async () => finish((await call('enter', { flowId, scheme, credentials })).handOver));

  const disconnect = () =>
    run(async () => {
      await call('disconnect', { flowId });
      step.value = 'disconnected';
    });

  return { step, failure, authorize, enter, disconnect };
}
