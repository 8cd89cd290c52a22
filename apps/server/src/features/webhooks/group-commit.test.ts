import { describe, expect, it } from 'vitest';
import { GroupCommit } from './group-commit.ts';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

function recorded({ fail = false } = {}) {
  const groups: number[][] = [];
  const gates: (() => void)[] = [];
  const commits = new GroupCommit<number, string>({
    sizeOf: () => 10,
    mostBytes: 3_000,
    commit: async (entries) => {
      groups.push(entries);
      await new Promise<void>((resolve) => gates.push(resolve));
      if (fail) throw new Error('the disk is full');
      return entries.map((entry) => `saved ${entry}`);
    },
  });
  return { commits, groups, open: () => gates.shift()?.() };
}

describe('group commit', () => {
  it('answers a lone entry after its own commit', async () => {
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

  it('puts what arrives in one turn into one group, and what arrives meanwhile into the next', async () => {
    const { commits, groups, open } = recorded();
    const first = [commits.add(1), commits.add(2)];
    await turn();
    const second = commits.add(3);
    await turn();
    // Two are under way: these wait for one of them.
    const third = [commits.add(4), commits.add(5)];
    await turn();
    expect(groups).toEqual([[1, 2], [3]]);
    open();
    await turn();
    await turn();
    expect(groups).toEqual([[1, 2], [3], [4, 5]]);
    open();
    open();
    expect(await Promise.all([...first, second, ...third])).toEqual([1, 2, 3, 4, 5].map((entry) => `saved ${entry}`));
  });

  it('tells everybody in a group that it was not saved, and goes on', async () => {
    const { commits, open } = recorded({ fail: true });
    const both = [commits.add(1), commits.add(2)];
    await turn();
    open();
    for (const result of await Promise.allSettled(both)) expect(result.status).toBe('rejected');
    const next = commits.add(3);
    await turn();
    open();
    await expect(next).rejects.toThrow('the disk is full');
    expect(commits.isFull).toBe(false);
  });

  it('is full while too much waits', async () => {
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

  it('tells when it is calm: at once, after the last commit, or when that takes too long', async () => {
    const { commits, open } = recorded();
    await commits.calm(60_000);
    const added = commits.add(1);
    await turn();
    let isCalm = false;
    const calm = commits.calm(60_000).then(() => (isCalm = true));
    await commits.calm(1);
    expect(isCalm).toBe(false);
    open();
    await Promise.all([added, calm]);
    expect(isCalm).toBe(true);
  });
});
