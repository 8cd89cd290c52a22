import { computed, shallowRef } from 'vue';

/** Which rows of a table are selected. Rows that are gone, or no longer shown, are not. */
export function useSelection<Item extends { id: string }>(rows: () => Item[]) {
  const ids = shallowRef<ReadonlySet<string>>(new Set());
  const selected = computed(() => rows().filter(({ id }) => ids.value.has(id)));

  function toggle(id: string) {
    const next = new Set(ids.value);
    if (!next.delete(id)) next.add(id);
    ids.value = next;
  }

  const clear = () => (ids.value = new Set());
  const isAll = computed(() => rows().length > 0 && selected.value.length === rows().length);
  const toggleAll = () => (isAll.value ? clear() : (ids.value = new Set(rows().map(({ id }) => id))));
  return { selected, isAll, toggle, toggleAll, clear, has: (id: string) => ids.value.has(id) };
}
