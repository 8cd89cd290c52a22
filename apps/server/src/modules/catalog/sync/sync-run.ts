import type { SyncRun, SyncStage } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../../../platform/clock.ts';
import type { NewId } from '../../../platform/ids.ts';
import { executeSql } from '../../../platform/orm/raw-sql.ts';

type Counts = Pick<SyncRun, 'apps' | 'actions' | 'triggers'>;

/** A run in progress, and what it tells of itself in its row. Its process holds the lock. */
export class RunningSync {
  readonly #em: EntityManager;
  readonly #clock: Clock;
  readonly #id: string;
  readonly #counts: Counts = { apps: 0, actions: 0, triggers: 0 };
  #written = 0;

  private constructor(em: EntityManager, clock: Clock, id: string) {
    this.#em = em;
    this.#clock = clock;
    this.#id = id;
  }

  /**
   * Takes up the run that waits, or begins one, in the name of the person who asked for the one that it `repeats`. What a
   * dead process left behind is closed first: the lock is held, so no other process runs one.
   */
  static async begin(
    em: EntityManager,
    { clock, newId }: { clock: Clock; newId: NewId },
    repeats: string | null = null,
  ): Promise<RunningSync> {
    const now = clock.now();
    const close = `update catalog_sync_runs set status = 'failed', finished_at = $1, error = 'interrupted'
                    where status = 'running'`;
    await executeSql(em, close, [now]);
    const [begun] = await executeSql<{ id: string }>(
      em,
      `insert into catalog_sync_runs (id, status, started_at, requested_by)
       values ($1, 'running', $2, (select requested_by from catalog_sync_runs where id = $3))
       on conflict ((true)) where status in ('queued', 'running') do update set status = 'running' returning id`,
      [newId(), now, repeats],
    );
    if (!begun) throw new Error('an upsert answered no row');
    return new RunningSync(em, clock, begun.id);
  }

  /** How far a stage is; `expected` null where it is not known how much there is. */
  async report(stage: SyncStage, done: number, expected: number | null = null): Promise<void> {
    if (stage !== 'logos') this.#counts[stage] = done;
    const { apps, actions, triggers } = this.#counts;
    await executeSql(
      this.#em,
      `update catalog_sync_runs set stage = $2, done = $3, expected = $4, apps = $5, actions = $6, triggers = $7,
              written = $8 where id = $1`,
      [this.#id, stage, done, expected, apps, actions, triggers, this.#written],
    );
  }

  /** Counts rows that were new or different. */
  wrote(rows: number): void {
    this.#written += rows;
  }

  /** Ends the run; with an error, as failed. Answers what it came to. */
  async finish(error: string | null): Promise<Counts & { written: number }> {
    await executeSql(
      this.#em,
      `update catalog_sync_runs set status = $2, finished_at = $3, error = $4, written = $5 where id = $1`,
      [this.#id, error === null ? 'succeeded' : 'failed', this.#clock.now(), error, this.#written],
    );
    return { ...this.#counts, written: this.#written };
  }
}
