/**
 * `npm run bench:web-app`: Lighthouse on the pages of the web app, signed out and signed in, and how long each blocks the browser compared with a bare Vue
 * page with a list in the same run. Fails beyond the bounds. Options: --runs=3 (odd; the middle one counts), --slowdown=4 (of the processor), --page=home.
 */
import { parseArgs } from 'node:util';
import { reportPage } from '../report-page.ts';
import { startMeasuring } from '../start-measuring.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    slowdown: { type: 'string', default: '4' },
    page: { type: 'string' },
  },
});
const SIGNED_OUT = ['sign-in', 'sign-up'];
const SIGNED_IN = ['marketplace', 'home', 'applications', 'events', 'settings/general'];
const options = { runs: Number(values.runs), slowdown: Number(values.slowdown) };
const isWanted = (path: string) => values.page === undefined || values.page === path;

await using measuring = await startMeasuring(4880);
const { url: origin, browser, bareUrl } = measuring;

const theirs = await browser.measure(() => Promise.resolve(bareUrl), options);
for (const path of SIGNED_OUT.filter(isWanted)) await measurePage(path);
const workspace = await signUp();
for (const path of SIGNED_IN.filter(isWanted)) await measurePage(`${workspace}/${path}`, path);

async function measurePage(path: string, name = path): Promise<void> {
  const ours = await browser.measure(() => Promise.resolve(`${origin}/${path}`), options);
  reportPage(name, { ours, theirs, judged: ['accessibility', 'best-practices', 'seo'] });
}

/** Returns the path of the new person's workspace: `w/<id>`. */
async function signUp(): Promise<string> {
  const data = { name: 'Ada Lovelace', email: 'ada@bench.example', password: 'correct horse battery' };
  await browser.context.request.post(`${origin}/auth/sign-up/email`, { data, headers: { origin: origin } });
  const page = await browser.context.newPage();
  await page.goto(origin);
  await page.waitForURL('**/w/*/**');
  const [path = ''] = /w\/[^/]+/.exec(page.url()) ?? [];
  await page.close();
  return path;
}
