import { computed, ref, shallowRef } from 'vue';
import { LANGUAGE_CODES, type LanguageCode, LANGUAGES } from '../../locales/languages.ts';
import { chooseLanguage } from './choose-language.ts';
import { i18n } from './i18n.ts';

const KEY = 'patchbay-language';
/** `system` follows the browser's languages. */
export const LANGUAGE_CHOICES = ['system', ...LANGUAGE_CODES] as const;

export type LanguageChoice = (typeof LANGUAGE_CHOICES)[number];

type UiTexts = Awaited<ReturnType<NonNullable<(typeof LANGUAGES)[LanguageCode]['load']>>>['ui'];

const choice = ref(stored());
/** The texts of Nuxt UI; undefined for its own, which are English. */
const uiTexts = shallowRef<UiTexts>();

/** Shows the language that was chosen, here or in another tab. Call once, and wait for it before anything is shown. */
export function startLanguage(): Promise<void> {
  addEventListener('storage', ({ key }) => {
    if (key !== KEY) return;
    choice.value = stored();
    void show();
  });
  addEventListener('languagechange', () => void show());
  return show();
}

/** The language a person chose. Kept per browser, shared by its tabs. */
export function useLanguage() {
  async function choose(next: LanguageChoice) {
    choice.value = next;
    store(next);
    await show();
  }
  return { choice: computed(() => choice.value), uiTexts, choose };
}

async function show(): Promise<void> {
  const wanted = wantedNow();
  // A catalog that does not load must not keep people from the page: it stays in the language it has.
  const loaded = await LANGUAGES[wanted].load?.().catch(() => null);
  if (loaded === null || wanted !== wantedNow()) return;
  if (loaded) i18n.add(wanted, loaded.messages);
  uiTexts.value = loaded?.ui;
  i18n.locale.value = wanted;
  document.documentElement.lang = wanted;
}

/** Asked again after a catalog was loaded: another choice may have been made meanwhile. */
function wantedNow(): LanguageCode {
  return choice.value === 'system' ? chooseLanguage(navigator.languages) : choice.value;
}

function store(next: LanguageChoice) {
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Storage is disabled in this browser: the choice lasts as long as the page.
    return;
  }
}

function stored(): LanguageChoice {
  try {
    const value = localStorage.getItem(KEY);
    return LANGUAGE_CHOICES.find((known) => known === value) ?? 'system';
  } catch {
    // Storage is disabled in this browser.
    return 'system';
  }
}
