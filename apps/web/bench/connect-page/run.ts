/**
 * `npm run bench:connect-page`: Lighthouse on the connect page, and how long it blocks the browser compared with a bare Vue page of the same list in the
 * same run. Fails beyond the bounds. Options: --runs=5 (odd; the middle one counts), --slowdown=4 (of the processor: Lighthouse’s own for a phone).
 */
import { parseArgs } from 'node:util';
import { request as requests } from '@playwright/test';
import { startHost } from '../../e2e/connect-host.ts';
import { serveBarePage } from '../bare-page/bare-page.ts';
import { MeasuredBrowser } from '../lighthouse.ts';
import { reportPage } from '../report-page.ts';
import { startServer } from '../../e2e/start-server.ts';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, slowdown: { type: 'string', default: '4' } },
});
const PORT = 4870;
const options = { runs: Number(values.runs), slowdown: Number(values.slowdown) };

await using running = new AsyncDisposableStack();
const server = await startServer(PORT);
running.defer(server.stop);
const browser = running.use(await MeasuredBrowser.launch(PORT + 5));
const bare = await serveBarePage();
running.defer(bare.close);
const request = await requests.newContext();
running.defer(() => request.dispose());
const host = await startHost({ baseURL: `http://localhost:${PORT}`, request });
running.defer(() => host.close());

// A session's url can be opened once, so each run has its own.
const ours = await browser.measure(() => host.createSession(), options);
const theirs = await browser.measure(() => Promise.resolve(bare.url), options);
// Search engines are told not to list it.
reportPage('connect page', { ours, theirs, judged: ['accessibility', 'best-practices'] });
