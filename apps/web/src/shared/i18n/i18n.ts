import { type Composer, createI18n } from 'vue-i18n';
import { en } from '../../locales/en/index.ts';

/**
 * The catalogs that are loaded, and the language that is shown. English is always there. Not installed in the app: components
 * and plain modules alike use `t` and `RichText`, whose keys and values are checked.
 */
export const i18n: Composer = createI18n({ legacy: false, locale: 'en', fallbackLocale: 'en' }).global;

i18n.setLocaleMessage('en', en);
