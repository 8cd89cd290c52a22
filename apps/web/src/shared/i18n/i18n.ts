import { ref, shallowReactive } from 'vue';
import { first } from '../../locales/en/first.ts';
import type { LanguageCode } from '../../locales/languages.ts';

interface Catalog {
  readonly [key: string]: string | Catalog;
}

/** The catalogs that are loaded, with a language's later parts after its earlier ones. */
const catalogs = shallowReactive<Partial<Record<LanguageCode, Catalog>>>({ en: first });

/**
 * The catalogs that are loaded, and the language that is shown. English is always there, and stands in for what a language lacks.
 * Components and plain modules alike use `t` and `RichText`, whose keys and values are checked.
 */
export const i18n = { locale: ref<LanguageCode>('en'), add, find };

/** Adds features to the texts of a language. */
function add(language: LanguageCode, features: Catalog): void {
  catalogs[language] = { ...catalogs[language], ...features };
}

/** The text of a key, in the language of the page or else in English. */
function find(key: string): string | undefined {
  return textAt(catalogs[i18n.locale.value], key) ?? textAt(catalogs.en, key);
}

function textAt(catalog: Catalog | undefined, key: string): string | undefined {
  let found: string | Catalog | undefined = catalog;
  for (const name of key.split('.')) {
    if (typeof found !== 'object' || !Object.hasOwn(found, name)) return undefined;
    found = found[name];
  }
  return typeof found === 'string' ? found : undefined;
}
