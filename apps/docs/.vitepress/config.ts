import { defineConfig } from 'vitepress';
import { writeScriptHashes } from './script-hashes.ts';

const GUIDES: [text: string, link: string][] = [
  ['Quickstart', '/quickstart'],
  ['Embed', '/embed'],
  ['Security of connect sessions', '/security'],
  ['Provisioning', '/provisioning'],
  ['Actions', '/actions'],
  ['Events', '/events'],
  ['Webhooks', '/webhooks'],
  ['Moving from Nango', '/from-nango'],
];

const REFERENCE: [text: string, link: string][] = [
  ['API', '/reference'],
  ['Errors', '/errors'],
];

const items = (pages: [string, string][]) => pages.map(([text, link]) => ({ text, link }));

export default defineConfig({
  title: 'Patchbay',
  description: 'The connection layer of a multi-tenant product',
  base: '/docs/',
  srcDir: 'pages',
  cleanUrls: true,
  // The quickstart links to the servers that its reader has started.
  ignoreDeadLinks: 'localhostLinks',
  // A file instead of an inline script with the names of all pages: only what never changes stays inline.
  metaChunk: true,
  themeConfig: {
    search: { provider: 'local' },
    sidebar: [
      { text: 'Guides', items: items(GUIDES) },
      { text: 'Reference', items: items(REFERENCE) },
    ],
  },
  // The esbuild of VitePress does not know the target of our tsconfig yet.
  vite: { esbuild: { tsconfigRaw: {} } },
  buildEnd: ({ outDir }) => writeScriptHashes(outDir),
});
