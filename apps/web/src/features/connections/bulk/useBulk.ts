import type { ConnectionView } from '@patchbay/contracts';
import { useToast } from '@nuxt/ui/composables/useToast';
import { useQueryCache } from '@pinia/colada';
import { ref, shallowRef } from 'vue';
import { toApiError } from '../../../shared/api-error.ts';
import { announce } from '../../../shared/announcer.ts';
import { invalidate } from '../../../shared/invalidate.ts';
import { type BulkResult, runBulk } from '../../../shared/table/run-bulk.ts';
import { undoAction } from '../../../shared/undo-action.ts';
import { useConnectionCache } from '../connection-cache.ts';
import { connectionKeys } from '../connection.queries.ts';
import { nameOf } from '../transition-text.ts';
import type { BulkCommand, Change } from './bulk-commands.ts';
import { t } from '../../../shared/i18n/t.ts';

type Result = BulkResult<ConnectionView, Change>;

/** Failures that are named in the message; the others are counted. */
const NAMED = 3;

/** Runs a command for many connections, with progress, and says what came of it. */
export function useBulk() {
  const running = shallowRef<{ id: BulkCommand['id'] | 'undo'; total: number } | null>(null);
  const count = ref(0);
  let isStopped = false;
  const cache = useQueryCache();
  const { apply, refreshCounts } = useConnectionCache();
  const toast = useToast();

  async function run(command: BulkCommand, views: ConnectionView[]): Promise<void> {
    if (running.value) return;
    [isStopped, count.value] = [false, 0];
    running.value = { id: command.id, total: views.length };
    const result = await runBulk(views, (view) => one(command, view), {
      onProgress: (done) => (count.value = done),
      isStopped: () => isStopped,
    });
    running.value = null;
    refreshCounts();
    void invalidate(cache, connectionKeys.all());
    tell(command, result);
  }

  async function one(command: BulkCommand, view: ConnectionView): Promise<Change> {
    const change = await command.run(view);
    const isGone = command.id === 'remove';
    if (isGone || change.connection)
      apply({ connectionId: view.id, app: view.app.slug, connection: change.connection });
    return change;
  }

  function tell(command: BulkCommand, { done, failed, left }: Result) {
    const undos = done.flatMap(({ result }) => (result.undo ? [result.undo] : []));
    const title = [
      t(`connections.bulk.done.${command.id}`, { count: done.length }),
      ...(failed.length > 0 ? [t('connections.bulk.failed', { count: failed.length })] : []),
    ].join(', ');
    announce(title);
    toast.add({
      title,
      description: [
        ...reasonsOf(failed),
        ...(left.length > 0 ? [t('connections.bulk.notStarted', { count: left.length })] : []),
      ].join(' '),
      icon: failed.length > 0 ? 'i-lucide-triangle-alert' : 'i-lucide-circle-check',
      color: failed.length > 0 ? 'warning' : 'success',
      duration: failed.length > 0 || undos.length > 0 ? 12_000 : 5_000,
      ...(undos.length > 0 && { actions: [undoAction(() => void undo(undos))] }),
    });
  }

  async function undo(undos: (() => Promise<unknown>)[]): Promise<void> {
    running.value = { id: 'undo', total: undos.length };
    count.value = 0;
    const { done, failed } = await runBulk(undos, (each) => each(), { onProgress: (undone) => (count.value = undone) });
    running.value = null;
    void invalidate(cache, connectionKeys.all());
    const title =
      failed.length > 0 ? t('connections.bulk.notUndone', { count: failed.length }) : t('connections.bulk.undone');
    announce(title);
    toast.add({
      title,
      color: failed.length > 0 ? 'warning' : 'neutral',
      description: t('connections.bulk.doneOf', { done: done.length, total: undos.length }),
    });
  }

  return { running, count, run, stop: () => (isStopped = true) };
}

function reasonsOf(failed: Result['failed']): string[] {
  const named = failed.slice(0, NAMED).map(({ item, error }) => `${nameOf(item)}: ${toApiError(error).sentence}`);
  return failed.length > NAMED ? [...named, t('connections.bulk.more', { count: failed.length - NAMED })] : named;
}
