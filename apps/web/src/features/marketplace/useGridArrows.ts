import type { Ref } from 'vue';

interface Place {
  top: number;
  left: number;
}

const KEYS = ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp', 'Home', 'End'];

/** The index that a key moves to from `from`, in a grid whose items are at `places` in reading order. Pure. */
export function nextPlace(places: Place[], from: number, key: string): number {
  const here = places[from];
  if (!here) return from;
  const last = places.length - 1;
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  if (key === 'ArrowRight') return Math.min(last, from + 1);
  if (key === 'ArrowLeft') return Math.max(0, from - 1);
  const down = key === 'ArrowDown';
  const rows = places
    .map((place, index) => ({ ...place, index }))
    .filter(({ top }) => (down ? top > here.top : top < here.top));
  const row = down ? Math.min(...rows.map(({ top }) => top)) : Math.max(...rows.map(({ top }) => top));
  const candidates = rows.filter(({ top }) => top === row);
  const nearest = candidates.toSorted((a, b) => Math.abs(a.left - here.left) - Math.abs(b.left - here.left))[0];
  return nearest?.index ?? from;
}

/** Arrow keys move between the items below `root`: left, right, and by rows. */
export function useGridArrows(root: Ref<HTMLElement | null>, item = '[data-card]') {
  return function onKey(event: KeyboardEvent) {
    if (!KEYS.includes(event.key) || event.altKey || event.ctrlKey || event.metaKey) return;
    const items = [...(root.value?.querySelectorAll<HTMLElement>(item) ?? [])];
    const from = items.findIndex((each) => each === document.activeElement);
    if (from < 0) return;
    event.preventDefault();
    const places = items.map((each) => {
      const { top, left } = (each.closest('article') ?? each).getBoundingClientRect();
      return { top: Math.round(top), left: Math.round(left) };
    });
    items[nextPlace(places, from, event.key)]?.focus();
  };
}
