import { loadTexts } from './src/shared/i18n/load-texts.ts';

/** Components are tested without the router, which loads the texts of their pages. */
await loadTexts();
