import { saveCsv, toCsv } from '../../shared/table/csv.ts';
import { useAttempt } from '../../shared/useAttempt.ts';
import { EXPORT_COLUMNS } from './event-columns.ts';
import { type EventFilter, type EventView, fetchEvents } from './event.queries.ts';
import { t } from '../../shared/i18n/t.ts';

/** Events that an export has at most, the newest. */
const MOST = 5_000;

/** Saves the events that match as CSV. */
export function useEventExport(filter: () => EventFilter) {
  const { busy: isExporting, attempt } = useAttempt();

  async function everything(): Promise<EventView[]> {
    const wanted = filter();
    const items: EventView[] = [];
    for (let cursor: string | null | undefined; cursor !== null && items.length < MOST;) {
      const page: Awaited<ReturnType<typeof fetchEvents>> = await fetchEvents(wanted, {
        limit: 100,
        ...(cursor && { cursor }),
      });
      items.push(...page.items);
      cursor = page.nextCursor;
    }
    return items;
  }

  const exportCsv = () =>
    attempt(async () => {
      const lines = (await everything()).map((event) => EXPORT_COLUMNS.map(({ value }) => value(event) ?? ''));
      const titles = EXPORT_COLUMNS.map(({ title }) => t(title));
      saveCsv('events.csv', toCsv(titles, lines));
    }, t('events.exportFailed'));

  return { isExporting, exportCsv };
}
