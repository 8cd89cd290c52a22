import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { z } from 'zod';
import { ENTITIES } from '../../src/entities.ts';
import { systemClock } from '../../src/platform/clock.ts';
import type { Job } from '../../src/platform/jobs/job.ts';
import { Jobs } from '../../src/platform/jobs/jobs.ts';
import { ChangeSignal } from '../../src/platform/live/change-signal.ts';
import { createLogger } from '../../src/platform/logging/logger.ts';
import { openDatabase, poolOf } from '../../src/platform/orm/database.ts';

const ringJob = { name: 'ring', data: z.object({}), retryLimit: 0, retryDelayMax: 2 } satisfies Job;
/** Milliseconds between two measurements, so that everything is idle again. */
const STAGGER_MS = 100;

/** Milliseconds from the commit of a job until another process, with its own pool and connection, starts it. */
export async function measureWakeUp(postgresUrl: string, count: number): Promise<number[]> {
  await using running = new AsyncDisposableStack();
  const url = await createDatabase(postgresUrl);
  let began = () => {};
  const worker = await startSide(url, { running, work: () => began() });
  const sender = await startSide(url, { running });
  const times: number[] = [];
  for (let number = -1; number < count; number += 1) {
    const begun = new Promise<number>((resolve) => (began = () => resolve(performance.now())));
    await sender.orm.em.fork().transactional((tx) => sender.jobs.send(tx, ringJob, { data: {} }));
    const sent = performance.now();
    const took = (await begun) - sent;
    if (number >= 0) times.push(took); // the first one opens connections
    await pause(STAGGER_MS);
  }
  await worker.jobs.stop();
  return times;
}

async function startSide(url: string, { running, work }: { running: AsyncDisposableStack; work?: () => void }) {
  const log = createLogger('silent');
  const orm = await openDatabase({ url, entities: ENTITIES, poolSize: 4, log });
  running.defer(() => orm.close());
  const changes = new ChangeSignal({ connection: () => ({ connectionString: url }), channel: 'bench' }, log);
  running.defer(() => changes.stop());
  await changes.start();
  const jobs = new Jobs(await poolOf(orm), { schema: 'pgboss', clock: systemClock, changes, log });
  running.defer(() => jobs.stop());
  jobs.handle(ringJob, () => Promise.resolve(work?.()));
  await jobs.start({ work: work !== undefined });
  return { orm, jobs };
}

async function createDatabase(postgresUrl: string): Promise<string> {
  const url = Object.assign(new URL(postgresUrl), { pathname: '/wake_up' }).href;
  for (const [address, text] of [
    [postgresUrl, 'create database wake_up'],
    [url, 'create schema pgboss'],
  ]) {
    const client = new Client({ connectionString: address });
    await client.connect();
    await client.query(text ?? '');
    await client.end();
  }
  return url;
}
