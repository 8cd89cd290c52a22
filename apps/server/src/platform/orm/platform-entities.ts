import { JobsSchema } from '../jobs/jobs-schema.entity.ts';
import { Guess } from '../limits/guess.entity.ts';
import { HistoryClock } from './history-clock.entity.ts';
import { MigrationVersion } from './migration-version.entity.ts';
import { ReadinessProbe } from './readiness-probe.entity.ts';

/** The tables of the platform itself. */
export const PLATFORM_ENTITIES = [Guess, HistoryClock, JobsSchema, MigrationVersion, ReadinessProbe];
