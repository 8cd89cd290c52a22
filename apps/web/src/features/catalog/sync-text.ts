import type { CatalogStatus, SyncRun } from './sync.queries.ts';
import { t } from '../../shared/i18n/t.ts';
import { formatNumber } from '../../shared/i18n/format.ts';

type Progress = NonNullable<CatalogStatus['progress']>;

/** Where each stage begins and ends on the bar, in percent: actions are the bulk of it. */
const SPAN = { apps: [0, 5], triggers: [5, 15], actions: [15, 85], logos: [85, 100] } as const;

/** The progress of a sync, 0 to 100. A stage with an unknown total counts as just begun. */
export function percentOf({ stage, done, expected }: Progress): number {
  if (stage === null) return 0;
  const [from, to] = SPAN[stage];
  const share = expected ? Math.min(1, done / expected) : 0;
  return Math.round(from + (to - from) * share);
}

/** `Copying actions: 1,250 of 4,000`. */
export function progressText({ stage, done, expected }: Progress): string {
  if (stage === null) return t('catalog.waiting');
  return t(`catalog.copying.${stage}`, { done: doneText(done, expected) });
}

function doneText(done: number, expected: number | null): string {
  return expected === null ? formatNumber(done) : t('catalog.ofTotal', { done, total: expected });
}

/** `840 ms`, `12 s`, `2 min 5 s`; null while it runs. */
export function durationText({ startedAt, finishedAt }: Pick<SyncRun, 'startedAt' | 'finishedAt'>): string | null {
  if (finishedAt === null) return null;
  const ms = Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt));
  if (ms < 1_000) return `${ms} ms`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Why a run failed, and how far it got. */
export function failureText({ error, stage, done, expected }: SyncRun): string {
  const why = error === 'interrupted' ? t('catalog.interrupted') : sentence(error ?? t('catalog.unknownReason'));
  if (stage === null) return why;
  return `${why} ${t(`catalog.stoppedAt.${stage}`, { done: doneText(done, expected) })}`;
}

function sentence(words: string): string {
  const first = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}

/** The person who requested a run. */
export function requesterText({ requestedBy }: Pick<SyncRun, 'requestedBy'>): string {
  return requestedBy === null ? t('catalog.scheduled') : t('catalog.by', { name: requestedBy.name });
}
