/**
 * The main walks in Chromium, Firefox and WebKit: `npm run test:browsers`, with `-- webkit` in one of them, with `--
 * frame` one of the walks. They are not Playwright's tests, because it drives only its own builds of Firefox and WebKit.
 */
import { inspect } from 'node:util';
import { startServer } from '../e2e/start-server.ts';
import { BROWSERS, type Browser, programOf } from './browsers.ts';
import { chosenBy } from './chosen.ts';
import { describeScreen } from './describe-screen.ts';
import type { Driver } from './driver.ts';
import { notedProblems } from './page-problems.ts';
import { ON_A_HOST } from './walks/connect-page.ts';
import { IN_THE_APP } from './walks/in-the-app.ts';
import type { Walk } from './walks/walk.ts';

const WALKS = new Map(Object.entries({ ...IN_THE_APP, ...ON_A_HOST }));
/** Its sandbox has the next port. */
const PORT = Number(process.env.E2E_PORT ?? 3900) + 80;

const tally = { passed: 0, failed: 0, skipped: 0 };
let current: Driver | undefined;

const chosen = chosenBy(process.argv.slice(2), { browsers: [...BROWSERS.keys()], walks: [...WALKS.keys()] });
if (typeof chosen === 'string') {
  say(chosen);
  process.exit(1);
}
const walks = [...WALKS].filter(([name]) => chosen.walks.includes(name));
const browsers = [...BROWSERS].filter(([name]) => chosen.browsers.includes(name));
if (browsers.some(([, browser]) => programOf(browser))) await runWithServer();
else for (const [name, browser] of browsers) skip(name, browser);

const { passed, failed, skipped } = tally;
say(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;

async function runWithServer(): Promise<void> {
  const server = await startServer(PORT);
  // The server has a process group of its own, which the terminal does not interrupt.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void Promise.allSettled([current?.quit(), server.stop()]).then(() => process.exit(1)));
  try {
    for (const [name, browser] of browsers) {
      const program = programOf(browser);
      if (program === undefined) skip(name, browser);
      else for (const each of walks) await runWalk({ name, browser, program, url: server.url }, each);
    }
  } finally {
    await server.stop();
  }
}

interface Place {
  name: string;
  browser: Browser;
  program: string;
  url: string;
}

async function runWalk({ name, browser, program, url }: Place, [walkName, walk]: [string, Walk]): Promise<void> {
  const since = performance.now();
  const title = `${name} › ${walkName}: ${walk.title}`;
  try {
    current = await browser.start({ program, blocksWindows: walk.blocksWindows ?? false });
    await walk.run({ driver: current, url });
    await requireNoProblems(current);
    tally.passed += 1;
    say(`✓ ${title} (${current.name}, ${((performance.now() - since) / 1000).toFixed(1)} s)`);
  } catch (error) {
    tally.failed += 1;
    say(`✘ ${title}`);
    say(inspect(error));
    if (current) say(await describeScreen(current).catch(String));
  } finally {
    await current?.quit();
    current = undefined;
  }
}

/** In the windows that are still open. */
async function requireNoProblems(driver: Driver): Promise<void> {
  for (const window of await driver.windows()) {
    const problems = await window.evaluate(notedProblems, null);
    if (problems.length > 0) throw new Error(`a page had problems that cannot be seen: ${problems.join('; ')}`);
  }
}

function skip(name: string, { packages }: Browser): void {
  tally.skipped += walks.length;
  say(`- ${name}: not tried, because it is not installed here: sudo apt-get install ${packages}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
