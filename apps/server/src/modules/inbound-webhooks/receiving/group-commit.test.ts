import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GroupCommit } from './group-commit.ts';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

function recorded({ fail = false } = {}) {
  const groups: number[][] = [];
  const gates: (() => void)[] = [];
  const commits = new GroupCommit<number, string>({
    sizeOf: () => 10,
    maxBytes: 3_000,
    commit: async (entries) => {
      groups.push(entries);
      await new Promise<void>((resolve) => gates.push(resolve));
      if (fail) throw new Error('the disk is full');
      return entries.map((entry) => `saved ${entry}`);
    },
  });
  return { commits, groups, open: () => gates.shift()?.() };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Advances the clock until the next group may start. */
const later = async (ms = 3) => {
  await vi.advanceTimersByTimeAsync(ms);
  await turn();
};

describe('group commit', () => {
  it('resolves a single entry after its own commit', async () => {
    const { commits, groups, open } = recorded();
    let answer = 'none yet';
    const added = commits.add(1).then((outcome) => (answer = outcome));
    await turn();
    expect(groups).toEqual([[1]]);
    expect(answer).toBe('none yet');
    open();
    await added;
    expect(answer).toBe('saved 1');
  });

  it('groups entries of one event-loop turn, and entries that arrive while four groups are in flight', async () => {
    const { commits, groups, open } = recorded();
    const added = [commits.add(1), commits.add(2)];
    await turn();
    for (const entry of [3, 4, 5]) {
      added.push(commits.add(entry));
      await later();
    }
    added.push(commits.add(6), commits.add(7));
    await later();
    expect(groups).toEqual([[1, 2], [3], [4], [5]]);
    open();
    await turn();
    await turn();
    expect(groups).toEqual([[1, 2], [3], [4], [5], [6, 7]]);
    for (let left = 4; left > 0; left -= 1) open();
    expect(await Promise.all(added)).toEqual([1, 2, 3, 4, 5, 6, 7].map((entry) => `saved ${entry}`));
  });

  it('starts a group three milliseconds after the last one, even if that one has not ended', async () => {
    const { commits, groups } = recorded();
    void commits.add(1);
    await turn();
    void commits.add(2);
    await later(1);
    void commits.add(3);
    await later(1);
    expect(groups).toEqual([[1]]);
    await later(1);
    expect(groups).toEqual([[1], [2, 3]]);
  });

  it('starts a group of half that size as soon as the last one has ended, when none is in flight', async () => {
    const { commits, groups, open } = recorded();
    void commits.add(0);
    await turn();
    for (let entry = 1; entry <= 16; entry += 1) void commits.add(entry);
    await turn();
    expect(groups).toHaveLength(1);
    open();
    await turn();
    await turn();
    expect(groups.map((group) => group.length)).toEqual([1, 16]);
  });

  it('starts one group at once when enough entries wait', async () => {
    const { commits, groups } = recorded();
    void commits.add(0);
    await turn();
    for (let entry = 1; entry < 32; entry += 1) void commits.add(entry);
    await turn();
    expect(groups).toHaveLength(1);
    void commits.add(32);
    await turn();
    expect(groups.map((group) => group.length)).toEqual([1, 32]);
    await later();
    expect(groups).toHaveLength(2);
  });

  it('rejects every entry of a group that was not saved, and continues', async () => {
    const { commits, open } = recorded({ fail: true });
    const both = [commits.add(1), commits.add(2)];
    await turn();
    open();
    for (const result of await Promise.allSettled(both)) expect(result.status).toBe('rejected');
    const next = commits.add(3);
    await later();
    open();
    await expect(next).rejects.toThrow('the disk is full');
    expect(commits.isFull).toBe(false);
  });

  it('is full while too many bytes wait', async () => {
    const { commits, groups, open } = recorded();
    const added = Array.from({ length: 300 }, (_, index) => commits.add(index));
    expect(commits.isFull).toBe(true);
    await turn();
    await turn();
    open();
    open();
    await Promise.all(added);
    expect(commits.isFull).toBe(false);
    expect(groups.map((group) => group.length)).toEqual([256, 44]);
  });

  it('resolves when idle: at once, after the last commit, or after the time limit', async () => {
    const { commits, open } = recorded();
    await commits.whenIdle(60_000);
    const added = commits.add(1);
    await turn();
    let isIdle = false;
    const idle = commits.whenIdle(60_000).then(() => (isIdle = true));
    await commits.whenIdle(1);
    expect(isIdle).toBe(false);
    open();
    await Promise.all([added, idle]);
    expect(isIdle).toBe(true);
  });
});
