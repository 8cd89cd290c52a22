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

/** Loads code together with the texts that it needs beyond those of the first load. */
export function withTexts<T>(load: () => Promise<T>): () => Promise<T> {
  return async () => {
    const [loaded] = await Promise.all([load(), loadTexts()]);
    return loaded;
  };
}
