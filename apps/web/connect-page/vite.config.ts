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
    // One small style sheet, and no preloading by script, which would cost more than the files it saves a look for.
    cssCodeSplit: false,
    modulePreload: false,
    rolldownOptions: {
      output: {
        // What every page needs is one file, so that no file is found only after another one has arrived.
        codeSplitting: { groups: [{ name: 'page', test: /\/(@vue|vue)\/|connect-page\/src\/(api|frame|theme|ui)\// }] },
      },
    },
  },
});
