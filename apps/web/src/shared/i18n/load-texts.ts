import { i18n } from './i18n.ts';

let loading: Promise<void> | undefined;

/** The texts that are not part of the first load. Other languages come whole. */
export function loadTexts(): Promise<void> {
  loading ??= import('../../locales/en/rest.ts').then(
    ({ rest }) => i18n.add('en', rest),
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}
