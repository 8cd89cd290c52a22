import { type BrowserContext, chromium } from '@playwright/test';
import lighthouse from 'lighthouse';

/** Of what the web app and the connect page are judged by. */
const CATEGORIES = ['accessibility', 'best-practices', 'seo'] as const;

export interface Measured {
  /** From 0 to 1, by category. */
  scores: Record<(typeof CATEGORIES)[number], number>;
  /** Cumulative layout shift. */
  shift: number;
  /** Milliseconds by which tasks were longer than 50 ms, from the first paint of content until the page is interactive. */
  blocking: number;
  /** The titles of the audits that were not passed. */
  failures: string[];
}

interface Options {
  /** Odd; the middle one counts. */
  runs: number;
  /** Of the processor: 4 is Lighthouse's own for a phone. */
  slowdown: number;
}

/** A Chromium that Lighthouse measures in, by its port for debuggers. Who signs in to it is signed in for Lighthouse too. */
export class MeasuredBrowser implements AsyncDisposable {
  readonly context: BrowserContext;
  readonly #port: number;

  constructor(context: BrowserContext, port: number) {
    this.context = context;
    this.#port = port;
  }

  static async launch(port: number): Promise<MeasuredBrowser> {
    const context = await chromium.launchPersistentContext('', {
      executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
      args: [`--remote-debugging-port=${port}`, '--no-sandbox', '--disable-gpu'],
    });
    return new MeasuredBrowser(context, port);
  }

  /** The middle one of all runs, by how long it blocked. `url` is asked for each run, since some addresses open once only. */
  async measure(url: () => Promise<string>, { runs, slowdown }: Options): Promise<Measured> {
    const all: Measured[] = [];
    for (let run = 0; run < runs; run += 1) {
      await this.#clearCache();
      all.push(await measureOnce(await url(), this.#port, slowdown));
    }
    return all.toSorted((a, b) => a.blocking - b.blocking)[Math.floor(runs / 2)]!;
  }

  /** Lighthouse would do it, but end the session too. */
  async #clearCache(): Promise<void> {
    const page = await this.context.newPage();
    await (await this.context.newCDPSession(page)).send('Network.clearBrowserCache');
    await page.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.context.close();
  }
}

async function measureOnce(url: string, port: number, slowdown: number): Promise<Measured> {
  const result = await lighthouse(url, {
    port,
    onlyCategories: [...CATEGORIES, 'performance'],
    throttlingMethod: 'devtools',
    throttling: { cpuSlowdownMultiplier: slowdown },
    disableStorageReset: true,
    logLevel: 'error',
  });
  if (!result) throw new Error('Lighthouse measured nothing');
  const { categories, audits } = result.lhr;
  const counted = CATEGORIES.flatMap((name) => categories[name]?.auditRefs ?? []);
  const valueOf = (audit: string) => audits[audit]?.numericValue ?? Infinity;
  const scoreOf = (name: string) => categories[name]?.score ?? 0;
  return {
    scores: {
      accessibility: scoreOf('accessibility'),
      'best-practices': scoreOf('best-practices'),
      seo: scoreOf('seo'),
    },
    shift: valueOf('cumulative-layout-shift'),
    blocking: valueOf('total-blocking-time'),
    failures: counted
      .map(({ id }) => audits[id])
      .filter((audit) => audit?.score != null && audit.score < 1)
      .map((audit) => audit?.title ?? ''),
  };
}
