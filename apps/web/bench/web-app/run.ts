/**
 * `npm run bench:web-app`: Lighthouse on the pages of the web app, signed out and signed in, and how long each blocks the browser compared with a bare Vue
 * page with a list in the same run. Fails beyond the bounds. Options: --runs=3 (odd; the middle one counts), --slowdown=4 (of the processor), --page=home.
 */
import { parseArgs } from 'node:util';
import { serveBarePage } from '../bare-page/bare-page.ts';
import { MeasuredBrowser } from '../lighthouse.ts';
import { reportPage } from '../report-page.ts';
import { startServer } from '../../e2e/start-server.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    slowdown: { type: 'string', default: '4' },
    page: { type: 'string' },
  },
});
const PORT = 4880;
const ORIGIN = `http://localhost:${PORT}`;
const SIGNED_OUT = ['sign-in', 'sign-up'];
const SIGNED_IN = ['marketplace', 'home', 'applications', 'events', 'settings/general'];
const options = { runs: Number(values.runs), slowdown: Number(values.slowdown) };
const isWanted = (path: string) => values.page === undefined || values.page === path;

await using running = new AsyncDisposableStack();
const server = await startServer(PORT);
running.defer(server.stop);
const browser = running.use(await MeasuredBrowser.launch(PORT + 5));
const bare = await serveBarePage();
running.defer(bare.close);

const theirs = await browser.measure(() => Promise.resolve(bare.url), options);
for (const path of SIGNED_OUT.filter(isWanted)) await measurePage(path);
const workspace = await signUp();
for (const path of SIGNED_IN.filter(isWanted)) await measurePage(`${workspace}/${path}`, path);

async function measurePage(path: string, name = path): Promise<void> {
  const ours = await browser.measure(() => Promise.resolve(`${ORIGIN}/${path}`), options);
  reportPage(name, { ours, theirs, judged: ['accessibility', 'best-practices', 'seo'] });
}

/** Returns the path of the new person's workspace: `w/<id>`. */
async function signUp(): Promise<string> {
  const data = { name: 'Ada Lovelace', email: 'ada@bench.example', password: 'correct horse battery' };
  await browser.context.request.post(`${ORIGIN}/auth/sign-up/email`, { data, headers: { origin: ORIGIN } });
  const page = await browser.context.newPage();
  await page.goto(ORIGIN);
  await page.waitForURL('**/w/*/**');
  const [path = ''] = /w\/[^/]+/.exec(page.url()) ?? [];
  await page.close();
  return path;
}
