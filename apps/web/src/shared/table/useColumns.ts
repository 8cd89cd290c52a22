import { computed, ref } from 'vue';
import type { PlainKey } from '../../locales/message-types.ts';
import { t } from '../i18n/t.ts';

/** A column that a person may choose. */
export interface Column {
  id: string;
  title: PlainKey;
  /** Whether it is shown to a person who has not chosen yet. */
  isDefault: boolean;
}

/** Which columns of a table are shown. Remembered in this browser, by the id of the person. */
export function useColumns<C extends Column>(table: string, all: C[], { personId }: { personId: string | undefined }) {
  const key = `patchbay-columns-${table}-${personId ?? ''}`;
  const chosen = ref(stored(key) ?? all.filter(({ isDefault }) => isDefault).map(({ id }) => id));
  const shown = computed(() => all.filter(({ id }) => chosen.value.includes(id)));

  function toggle(id: string) {
    chosen.value = chosen.value.includes(id) ? chosen.value.filter((one) => one !== id) : [...chosen.value, id];
    store(key, chosen.value);
  }

  /** For a menu: it stays open while columns are chosen. */
  const items = computed(() =>
    all.map(({ id, title }) => ({
      type: 'checkbox' as const,
      label: t(title),
      checked: chosen.value.includes(id),
      onUpdateChecked: () => toggle(id),
      onSelect: (event: Event) => event.preventDefault(),
    })),
  );
  return { shown, items };
}

function stored(key: string): string[] | null {
  try {
    const known: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return Array.isArray(known) ? known.filter((id) => typeof id === 'string') : null;
  } catch {
    // No storage in this browser, or a value of another version.
    return null;
  }
}

function store(key: string, ids: string[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(ids));
  } catch {
    // No storage in this browser: the choice lasts as long as the page.
    return;
  }
}
