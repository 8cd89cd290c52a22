import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'vite';

/** As many as the connect page begins with. */
const APPS = 20;
const LOGO = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="5" fill="#396"/></svg>`;
const TYPES: Record<string, string> = {
  html: 'text/html',
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
};

/** Serves a page that shows the same list of apps with nothing but Vue, built as the connect page is. */
export async function serveBarePage(): Promise<{ url: string; close: () => void }> {
  process.env['NODE_ENV'] = 'production';
  const built = await build({
    root: join(import.meta.dirname, 'bare'),
    configFile: false,
    logLevel: 'error',
    define: { __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false' },
    build: { write: false, modulePreload: { polyfill: false } },
  });
  const { output } = built as unknown as { output: { fileName: string; code?: string; source?: string }[] };
  const files = new Map(output.map(({ fileName, code, source }) => [`/${fileName}`, code ?? String(source)]));
  files.set('/apps.json', JSON.stringify(apps()));
  for (const { logo } of apps()) files.set(logo, LOGO);
  const server = createServer(({ url = '/' }, res) => {
    const path = url === '/' ? '/index.html' : url;
    const file = files.get(path);
    res.setHeader('content-type', TYPES[path.split('.').at(-1) ?? ''] ?? 'application/json');
    res.writeHead(file === undefined ? 404 : 200).end(file);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${portOf(server)}/`, close: () => void server.close() };
}

function apps() {
  return Array.from({ length: APPS }, (_, index) => ({
    slug: `app-${index}`,
    name: `App ${index}`,
    logo: `/logos/${index}.svg`,
    description: 'Pages, wikis and databases in one workspace. Search, create and edit pages, and query them.',
  }));
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
