import { attemptDeadlineJob } from '../../src/modules/connections/attempts/attempt-deadline.job.ts';
import type { ServerDeps } from '../../src/server.ts';
import { newId } from '../../src/platform/ids.ts';

/**
 * The statement with which pg-boss enqueues a job, with the jobs as JSON for `$1`. Captured from a rolled-back send,
 * because it is long and internal to the library.
 */
export async function jobStatement({ jobs, orm }: ServerDeps): Promise<string> {
  const heard: string[] = [];
  const em = orm.em.fork({ loggerContext: {} });
  await em.begin();
  const kysely = em.getKysely();
  const listening = new Proxy(em, {
    get: (target, key) =>
      key === 'getKysely'
        ? () => ({
            executeQuery: (query: { sql: string }) => {
              heard.push(query.sql);
              return kysely.executeQuery(query as never);
            },
          })
        : Reflect.get(target, key),
  });
  const data = { workspaceId: newId(), connectionId: newId(), attemptId: newId() };
  await jobs.send(listening, attemptDeadlineJob, { data, startAfter: new Date() });
  await em.rollback();
  const insert = heard.find((text) => text.includes('INSERT INTO'));
  if (!insert) throw new Error('pg-boss was not heard');
  return insert;
}
