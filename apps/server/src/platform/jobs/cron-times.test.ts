import { beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import type { Job } from './job.ts';
import { CronTimes, type NextTime } from './cron-times.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const START = Date.parse('2026-12-01T10:00:20Z');

let now: number;
const clock = { now: () => new Date(now) };

/** Reads expressions such as `5` as: at every full five minutes. */
const next: NextTime = (cron, from) => {
  const every = Number(cron) * MINUTE_MS;
  return new Date((Math.floor(from.getTime() / every) + 1) * every);
};

const job = (name: string, cron?: string): Job => ({
  name,
  data: z.object({}),
  retryLimit: 0,
  retryDelayMax: 2,
  ...(cron !== undefined && { cron }),
});
const times = (...jobs: Job[]) => new CronTimes(jobs, { clock, next });
const namesOf = (all: CronTimes) => all.takeDue().map((occurrence) => occurrence.job.name);

beforeEach(() => {
  now = START;
});

it('sends each at its time, and once', () => {
  const all = times(job('minute', '1'), job('hour', '60'), job('on demand'));
  all.takeDue();
  expect(all.nextInMs).toBe(40_000);
  now += 39_999;
  expect(namesOf(all)).toEqual([]);
  now += 1;
  expect(namesOf(all)).toEqual(['minute']);
  expect(namesOf(all)).toEqual([]);
  now = Date.parse('2026-12-01T11:00:00Z');
  expect(namesOf(all)).toEqual(['minute', 'hour']);
});

it('the same time has the same id in every process, and another time another', () => {
  const [one, other] = [times(job('minute', '1')), times(job('minute', '1'))];
  const first = one.takeDue();
  expect(other.takeDue()).toEqual(first);
  now += MINUTE_MS;
  expect(one.takeDue()[0]?.id).not.toBe(first[0]?.id);
});

it('a process that is replaced at the full minute misses nothing', () => {
  expect(namesOf(times(job('minute', '1'), job('hour', '60')))).toEqual(['minute', 'hour']);
  now += MINUTE_MS;
  expect(namesOf(times(job('hour', '60')))).toEqual([]);
});

it('one that was paused sends once what came due meanwhile, and soon is done with a pause of years', () => {
  let asked = 0;
  const counted: NextTime = (cron, from) => ((asked += 1), next(cron, from));
  const all = new CronTimes([job('minute', '1')], { clock, next: counted });
  all.takeDue();
  now += 3000 * DAY_MS;
  expect(all.takeDue()).toHaveLength(1);
  expect(asked).toBeLessThan(1500);
});

it('a clock that is set back by forty days does not keep it from sending for forty days', () => {
  const all = times(job('minute', '1'));
  all.takeDue();
  now -= 40 * DAY_MS;
  expect(namesOf(all)).toEqual([]);
  expect(all.nextInMs).toBe(40_000);
  now += 40_000;
  expect(namesOf(all)).toEqual(['minute']);
});

it('without any there is no next time', () => {
  const all = times(job('on demand'));
  expect(all.takeDue()).toEqual([]);
  expect(all.nextInMs).toBe(Infinity);
});
