import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import { compressFiles } from '../compress-files.ts';

/** The connect page, for end users of customers' products: a bundle of its own, which shares no file with the web app. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/connect/',
  publicDir: false,
  plugins: [vue(), compressFiles()],
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
  },
  build: {
    manifest: true,
    // Inlined assets would be data: URLs, which the policy allows for images only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
