import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'vite';

/** Serves a page that has nothing but Vue in it, built as the connect page is. */
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
  const server = createServer(({ url = '/' }, res) => {
    const file = files.get(url === '/' ? '/index.html' : url);
    res.setHeader('content-type', url.endsWith('.js') ? 'text/javascript' : 'text/html');
    res.writeHead(file === undefined ? 404 : 200).end(file);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${portOf(server)}/`, close: () => void server.close() };
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
