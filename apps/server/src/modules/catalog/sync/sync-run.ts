import type { SyncRun, SyncStage } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Updateable } from 'kysely';
import type { Clock } from '../../../platform/clock.ts';
import type { NewId } from '../../../platform/ids.ts';
import { unlessOneIsOpen } from './open-run.ts';
import { db } from '../../../platform/orm/tables.ts';
import type { Tables } from '../../../platform/orm/table-types.ts';

type Counts = Pick<SyncRun, 'apps' | 'actions' | 'triggers'>;

/** A run in progress, which records its progress in its row. Its process holds the lock. */
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
   * Starts the waiting run, or creates one on behalf of the person who requested the run that it `repeats`. A run
   * left behind by a dead process is closed first: the lock is held, so no other process is running one.
   */
  static async begin(
    em: EntityManager,
    { clock, newId }: { clock: Clock; newId: NewId },
    repeats: string | null = null,
  ): Promise<RunningSync> {
    const now = clock.now();
    const runs = db(em).updateTable('catalog_sync_runs').where('status', '=', 'running');
    await runs.set({ status: 'failed', finished_at: now, error: 'interrupted' }).execute();
    const begun = await db(em)
      .insertInto('catalog_sync_runs')
      .values((eb) => ({
        id: newId(),
        status: 'running',
        started_at: now,
        requested_by: eb.selectFrom('catalog_sync_runs').select('requested_by').where('id', '=', repeats),
      }))
      .onConflict((conflict) => unlessOneIsOpen(conflict).doUpdateSet({ status: 'running' }))
      .returning('id')
      .executeTakeFirstOrThrow();
    return new RunningSync(em, clock, begun.id);
  }

  /** The progress of a stage; `expected` is null if the total is unknown. */
  async report(stage: SyncStage, done: number, expected: number | null = null): Promise<void> {
    if (stage !== 'logos') this.#counts[stage] = done;
    await this.#update({ stage, done, expected, ...this.#counts });
  }

  /** Counts rows that were new or different. */
  wrote(rows: number): void {
    this.#written += rows;
  }

  /** Ends the run; with an error, as failed. Returns its totals. */
  async finish(error: string | null): Promise<Counts & { written: number }> {
    const status = error === null ? 'succeeded' : 'failed';
    await this.#update({ status, finished_at: this.#clock.now(), error });
    return { ...this.#counts, written: this.#written };
  }

  async #update(changes: Updateable<Tables['catalog_sync_runs']>): Promise<void> {
    const runs = db(this.#em).updateTable('catalog_sync_runs').where('id', '=', this.#id);
    await runs.set({ ...changes, written: this.#written }).execute();
  }
}
