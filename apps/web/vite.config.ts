import { fileURLToPath } from 'node:url';
import ui from '@nuxt/ui/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import { compressFiles } from './compress-files.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const api = `http://127.0.0.1:${process.env.PATCHBAY_API_PORT ?? 3100}`;
const SERVER_PATHS = [
  '/trpc',
  '/api',
  '/openapi',
  '/auth',
  '/oauth',
  '/webhooks',
  '/logos',
  '/healthz',
  '/readyz',
  '/metrics',
];

/** As it is from the library, a button under the pointer is too pale for its text (WCAG 1.4.3). */
const PRESSABLE = { color: 'primary', variant: 'solid', class: 'hover:bg-primary/90 active:bg-primary/90' } as const;
const SCRIM = 'bg-neutral-950/40 dark:bg-neutral-950/70';

export default defineConfig({
  plugins: [
    vue(),
    ui({
      // Ours are external files: the content security policy forbids the inline ones these would add.
      colorMode: false,
      // Components and composables are imported by name where they are used.
      autoImport: false,
      components: false,
      // What is detected, and what is imported only when it is wanted (ActionMenu.vue), which is not.
      experimental: { componentDetection: ['DropdownMenu'] },
      ui: {
        button: { compoundVariants: [PRESSABLE] },
        // Its own color stands in a variant, which is stronger than a slot.
        modal: { variants: { overlay: { true: { overlay: SCRIM } } } },
        slideover: { slots: { overlay: SCRIM } },
        // A label may be one long word.
        toast: { slots: { title: 'wrap-anywhere', description: 'wrap-anywhere' } },
      },
      icon: { clientBundle: { scan: { globInclude: ['src/**/*.{vue,ts}'] }, sizeLimitKb: 64 } },
    }),
    compressFiles(),
  ],
  resolve: {
    alias: {
      // The original asks api.iconify.design for what it does not have. Ours knows the bundled icons and nothing else.
      '@iconify/vue': here('src/shared/icons/registry.ts'),
    },
    dedupe: ['vue', 'vue-router', 'pinia'],
  },
  server: {
    proxy: Object.fromEntries(SERVER_PATHS.map((path) => [path, { target: api, changeOrigin: false }])),
  },
  build: {
    manifest: true,
    // Inlined assets would be data: URLs, which the policy allows for images only.
    assetsInlineLimit: 0,
    // The polyfill is not needed by browsers that know modulepreload, and all that we support do.
    modulePreload: { polyfill: false },
    // The styles of single pages are a few hundred bytes each.
    cssCodeSplit: false,
    rolldownOptions: {
      output: {
        // By the first of the pages that share it: the names of all would be longer than some files.
        chunkFileNames: ({ name }) => `assets/${name.split('~')[0]}-[hash].js`,
        // What many pages share is one file, and what few share a few: a file per set of pages would be a request each.
        codeSplitting: {
          groups: [
            { name: 'core', minShareCount: 3 },
            { name: 'shared', minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 6_000 },
          ],
        },
      },
    },
  },
});
