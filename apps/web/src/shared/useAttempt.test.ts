import { beforeEach, describe, expect, it, vi } from 'vitest';
import { useAttempt } from './useAttempt.ts';

const failed = vi.hoisted(() => vi.fn<(title: string, thrown: unknown) => void>());
vi.mock('./failure-toast.ts', () => ({ useFailureToast: () => failed }));

/** Work that ends when the test decides. */
function someWork() {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  return { work: vi.fn<() => Promise<void>>(() => promise), resolve, reject };
}

beforeEach(() => void failed.mockReset());

describe('useAttempt', () => {
  it('is busy while the work runs', async () => {
    const { busy, error, attempt } = useAttempt();
    const { work, resolve } = someWork();
    const done = attempt(work);
    expect(busy.value).toBe(true);
    resolve();
    await done;
    expect(busy.value).toBe(false);
    expect(error.value).toBeNull();
  });

  it('does nothing on a second press meanwhile', async () => {
    const { busy, attempt } = useAttempt();
    const first = someWork();
    const second = someWork();
    const done = attempt(first.work);
    await attempt(second.work);
    expect(second.work).not.toHaveBeenCalled();
    expect(busy.value).toBe(true);
    first.resolve();
    await done;
    void attempt(second.work);
    expect(second.work).toHaveBeenCalledOnce();
  });

  it('keeps what went wrong until the next try', async () => {
    const { busy, error, attempt } = useAttempt();
    const thrown = new Error('no');
    await attempt(() => Promise.reject(thrown));
    expect(error.value).toBe(thrown);
    expect(busy.value).toBe(false);
    expect(failed).not.toHaveBeenCalled();
    void attempt(someWork().work);
    expect(error.value).toBeNull();
  });

  it('also shows it as a toast, if given a title', async () => {
    const { error, attempt } = useAttempt();
    const thrown = new Error('no');
    await attempt(() => Promise.reject(thrown), 'The key was not revoked');
    expect(failed.mock.calls).toEqual([['The key was not revoked', thrown]]);
    expect(error.value).toBe(thrown);
  });
});
