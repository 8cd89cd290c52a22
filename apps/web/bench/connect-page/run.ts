/**
 * `npm run bench:connect-page`: Lighthouse on the connect page, and how long it blocks the browser compared with a bare Vue page of the same list in the
 * same run. Fails beyond the bounds. Options: --runs=5 (odd; the middle one counts), --slowdown=4 (of the processor: Lighthouse’s own for a phone).
 */
import { parseArgs } from 'node:util';
import { request as requests } from '@playwright/test';
import { startHost } from '../../e2e/connect-host.ts';
import { reportPage } from '../report-page.ts';
import { startMeasuring } from '../start-measuring.ts';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, slowdown: { type: 'string', default: '4' } },
});
const options = { runs: Number(values.runs), slowdown: Number(values.slowdown) };

await using running = new AsyncDisposableStack();
const { url, browser, bareUrl } = running.use(await startMeasuring(4870));
const request = await requests.newContext();
running.defer(() => request.dispose());
const host = await startHost({ baseURL: url, request });
running.defer(() => host.close());

// A session's url can be opened once, so each run has its own.
const ours = await browser.measure(() => host.createSession(), options);
const theirs = await browser.measure(() => Promise.resolve(bareUrl), options);
// Search engines are told not to list it.
reportPage('connect page', { ours, theirs, judged: ['accessibility', 'best-practices'] });
