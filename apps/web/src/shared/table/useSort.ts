import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';

export interface Sort {
  by: string;
  descending: boolean;
}

/** How a table is sorted, in the address: `sort=app` or `sort=-app`. Null: in the order of the server. */
export function useSort(columns: () => string[]) {
  const route = useRoute();
  const router = useRouter();

  const sort = computed<Sort | null>(() => {
    const text = typeof route.query.sort === 'string' ? route.query.sort : '';
    const by = text.replace(/^-/, '');
    return columns().includes(by) ? { by, descending: text.startsWith('-') } : null;
  });

  /** Ascending, descending, and back to the order of the server. */
  function press(column: string) {
    const { by, descending } = sort.value ?? {};
    const next = by !== column ? column : descending ? undefined : `-${column}`;
    void router.replace({ query: { ...route.query, sort: next } });
  }

  return { sort, press };
}

type Value = string | number | null;

/** Sorted by a value of each item; items without one come last, in both directions. Pure. */
export function sortedBy<Item>(items: Item[], value: (item: Item) => Value, descending: boolean): Item[] {
  const compare = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' }).compare;
  return items.toSorted((one, other) => {
    const [a, b] = [value(one), value(other)];
    if (isNone(a) || isNone(b)) return Number(isNone(a)) - Number(isNone(b));
    const order = typeof a === 'number' && typeof b === 'number' ? a - b : compare(String(a), String(b));
    return descending ? -order : order;
  });
}

const isNone = (value: Value) => value === null || value === '';
