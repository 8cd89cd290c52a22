import { startServer } from '../e2e/start-server.ts';
import { serveBarePage } from './bare-page/bare-page.ts';
import { MeasuredBrowser } from './lighthouse.ts';

/** The server of the browser tests on this port, a browser that measures, and the bare page to compare with. */
export async function startMeasuring(port: number) {
  await using running = new AsyncDisposableStack();
  const server = await startServer(port);
  running.defer(server.stop);
  const browser = running.use(await MeasuredBrowser.launch(port + 5));
  const bare = await serveBarePage();
  running.defer(bare.close);
  const disposal = running.move();
  return { url: server.url, browser, bareUrl: bare.url, [Symbol.asyncDispose]: () => disposal.disposeAsync() };
}
