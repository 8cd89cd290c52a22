export { default as ui } from '@nuxt/ui/runtime/locale/de.js';
export { de as messages } from './index.ts';
