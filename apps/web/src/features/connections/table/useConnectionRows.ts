import { computed, watchEffect } from 'vue';
import { type Sort, sortedBy } from '../../../shared/table/useSort.ts';
import { useConnections } from '../connection.queries.ts';
import { useSteadyOrder } from '../useSteadyOrder.ts';
import { CONNECTION_COLUMNS, type ConnectionFacts, FIXED_COLUMNS } from './connection-columns.ts';
import { groupRows, type RowGroup } from './group-rows.ts';
import type { useConnectionFilter } from './useConnectionFilter.ts';

/** Connections that are sorted and grouped here at most. */
const MOST_SORTED = 2_000;

/** The rows of the table. Sorting and grouping need all of them, so all pages are loaded then. */
export function useConnectionRows(filter: ReturnType<typeof useConnectionFilter>, sort: () => Sort | null) {
  const { status, settled, app, person, endUser, tag, grouping } = filter;
  const list = useConnections(() => ({
    status: status.value,
    search: settled.value,
    app: app.value,
    endUser: endUser.value,
    tag: tag.value,
  }));
  const lastEvents = computed<Record<string, string>>(() =>
    Object.assign({}, ...(list.data.value?.pages.map((page) => page.lastEvents) ?? [])),
  );
  const facts = computed<ConnectionFacts[]>(() =>
    list.items.value
      .filter(({ connectedBy, addedBy }) => !person.value || (connectedBy ?? addedBy).id === person.value)
      .map((view) => ({ view, lastEvent: lastEvents.value[view.id] ?? null })),
  );

  const needsAll = computed(() => sort() !== null || grouping.value !== null || person.value !== null);
  const isLoadingAll = computed(() => needsAll.value && hasMore());
  const hasMore = () => list.more.value.hasMore && !list.more.value.failed && list.items.value.length < MOST_SORTED;
  watchEffect(() => isLoadingAll.value && !list.more.value.loading && void list.more.value.onMore());

  const sorted = computed(() => {
    const chosen = sort();
    const column = [...FIXED_COLUMNS, ...CONNECTION_COLUMNS].find(({ id }) => id === chosen?.by);
    return chosen && column ? sortedBy(facts.value, column.value, chosen.descending) : facts.value;
  });
  // A row keeps its place while it changes, until the person chooses another view.
  const steady = useSteadyOrder(
    () => sorted.value.map((row) => ({ ...row, id: row.view.id })),
    () =>
      JSON.stringify([status, settled, app, person, endUser, tag].map(({ value }) => value)) +
      JSON.stringify([sort(), isLoadingAll.value]),
  );
  const groups = computed<RowGroup[]>(() =>
    grouping.value ? groupRows(steady.value, grouping.value) : [{ title: '', rows: steady.value }],
  );

  /** Everything that matches, for an export. */
  async function loadAll(): Promise<ConnectionFacts[]> {
    while (hasMore()) await list.more.value.onMore();
    return steady.value;
  }

  return { ...list, rows: steady, groups, isLoadingAll, loadAll };
}
