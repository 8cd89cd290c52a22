import { useWindowVirtualizer } from '@tanstack/vue-virtual';
import { computed, onBeforeUnmount, onMounted, type Ref, shallowRef, watch } from 'vue';

/** Rows above and below the view, for a wheel that is faster than a frame, and for the arrow keys. */
const AROUND = 3;

/** Until a card has been measured. */
const GUESS = { columns: 3, row: 212, top: 0 };

interface Rows {
  count: () => number;
  layout: () => string;
}

/** Which items of a grid of cards of one height are rendered, and how much space the others take. */
export function useVisibleRows(grid: Ref<HTMLElement | null>, { count, layout }: Rows) {
  const size = shallowRef(GUESS);
  const rows = computed(() => Math.ceil(count() / size.value.columns));
  const virtualizer = useWindowVirtualizer(
    computed(() => ({
      count: rows.value,
      estimateSize: () => size.value.row,
      overscan: AROUND,
      scrollMargin: size.value.top,
    })),
  );

  function measure() {
    const next = grid.value && measured(grid.value);
    if (!next || JSON.stringify(next) === JSON.stringify(size.value)) return;
    size.value = next;
    virtualizer.value.measure();
  }

  let observer: ResizeObserver | undefined;
  onMounted(() => {
    // What is above the grid may change its height too.
    observer = new ResizeObserver(measure);
    for (const element of [grid.value, grid.value?.parentElement, document.body])
      if (element) observer.observe(element);
    measure();
  });
  onBeforeUnmount(() => observer?.disconnect());
  watch([count, layout], measure, { flush: 'post' });

  const range = computed(() => {
    const items = virtualizer.value.getVirtualItems();
    return { from: items[0]?.index ?? 0, to: (items.at(-1)?.index ?? -1) + 1 };
  });
  return {
    first: computed(() => range.value.from * size.value.columns),
    last: computed(() => range.value.to * size.value.columns),
    before: computed(() => range.value.from * size.value.row),
    after: computed(() => (rows.value - range.value.to) * size.value.row),
    show: (index: number) => virtualizer.value.scrollToIndex(Math.floor(index / size.value.columns)),
  };
}

function measured(grid: HTMLElement): typeof GUESS | null {
  const card = grid.firstElementChild;
  if (!(card instanceof HTMLElement)) return null;
  const { gridTemplateColumns, rowGap } = getComputedStyle(grid);
  return {
    columns: gridTemplateColumns.split(' ').length,
    row: card.offsetHeight + Number.parseFloat(rowGap),
    top: Math.round(grid.getBoundingClientRect().top + scrollY),
  };
}
