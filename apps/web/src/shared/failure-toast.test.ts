import { useToast } from '@nuxt/ui/composables/useToast';
import { TRPCClientError } from '@trpc/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApp, nextTick } from 'vue';
import { useFailureToast } from './failure-toast.ts';

const inApp = <T>(work: () => T) => createApp({}).runWithContext(work);

/** Toasts appear one tick after they are added. */
async function shown() {
  await nextTick();
  return inApp(useToast).toasts.value[0];
}

describe('the toast of a failure', () => {
  beforeEach(() => inApp(useToast).clear());
  afterEach(() => vi.unstubAllGlobals());

  it('says what, why, what to do and who can do it, and stays until it is closed', async () => {
    const data = { errorCode: 'FORBIDDEN', remedy: 'Ask for another role.' };
    const refused = TRPCClientError.from({ error: { code: -32_000, message: 'A member may not do this.', data } });
    inApp(useFailureToast)('Slack was not connected', refused);
    expect(await shown()).toMatchObject({
      title: 'Slack was not connected',
      description: 'A member may not do this. Ask for another role. A workspace admin can fix this.',
      duration: 0,
    });
    expect((await shown())?.actions).toBeUndefined();
  });

  it('copies the reference', async () => {
    const writeText = vi.fn<(text: string) => Promise<void>>(() => Promise.resolve());
    vi.stubGlobal('navigator', { clipboard: { writeText } });
    const data = { errorCode: 'INTERNAL', reference: 'ref-1' };
    const bug = TRPCClientError.from({ error: { code: -32_000, message: 'No.', data } });
    inApp(useFailureToast)('Slack was not connected', bug);
    const [copy] = (await shown())?.actions ?? [];
    (copy?.onClick as (() => void) | undefined)?.();
    expect(writeText).toHaveBeenCalledWith('INTERNAL · ref-1');
  });

  // It once said "this page tries again by itself", which is true of queries and not of commands.
  it('promises no retry', async () => {
    inApp(useFailureToast)('Slack was not connected', new TypeError('Failed to fetch'));
    expect((await shown())?.description).toContain('Try again in a moment');
    expect((await shown())?.description).not.toContain('by itself');
  });
});
