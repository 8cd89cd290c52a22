import { computed, ref, watchEffect } from 'vue';

const KEY = 'patchbay-theme';
const CHOICES = ['system', 'light', 'dark'] as const;

export type ThemeChoice = (typeof CHOICES)[number];

const choice = ref<ThemeChoice>(stored());
const system = matchMedia('(prefers-color-scheme: dark)');
const systemIsDark = ref(system.matches);
system.addEventListener('change', ({ matches }) => (systemIsDark.value = matches));
addEventListener('storage', ({ key }) => key === KEY && (choice.value = stored()));

const isDark = computed(() => choice.value === 'dark' || (choice.value === 'system' && systemIsDark.value));

watchEffect(() => {
  document.documentElement.classList.toggle('dark', isDark.value);
  document.documentElement.classList.toggle('light', !isDark.value);
});

/** The theme a person chose; `system` follows the computer. Kept per browser, shared by its tabs. */
export function useTheme() {
  /** The choice after the next press of the toggle. */
  const following = computed(() => CHOICES[(CHOICES.indexOf(choice.value) + 1) % CHOICES.length] ?? 'system');

  function choose(next: ThemeChoice) {
    choice.value = next;
    try {
      localStorage.setItem(KEY, next);
    } catch {
      // Storage is disabled in this browser: the choice lasts as long as the page.
      return;
    }
  }

  return { choice, following, isDark, choose };
}

function stored(): ThemeChoice {
  try {
    const value = localStorage.getItem(KEY);
    return CHOICES.find((known) => known === value) ?? 'system';
  } catch {
    // Storage is disabled in this browser.
    return 'system';
  }
}
