import { existsSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { findChromium } from '../chromium.mjs';
import { capture } from '../command.mjs';
import { environment, NODE } from '../repository.mjs';
import { filesOf, patternOf } from './named-tests.mjs';

/**
 * Runs these tests with the connect page as it is in the copy.
 * @param {string} copy
 * @param {import('./named-tests.mjs').Test[]} tests
 * @returns {Promise<import('./named-tests.mjs').Ran[]>}
 */
export async function runPlaywright(copy, tests) {
  const web = join(copy, 'apps/web');
  const vite = [NODE, join(web, 'node_modules/vite/bin/vite.js'), 'build', '--config', 'connect-page/vite.config.ts'];
  const built = await capture(vite, { cwd: web });
  if (built.code !== 0) throw new Error(built.output);
  const report = join(copy, 'removal-report.json');
  rmSync(report, { force: true });
  const playwright = [NODE, join(web, 'node_modules/@playwright/test/cli.js'), 'test', '--reporter=json'];
  const words = [
    '--config=playwright.removals.config.ts',
    '--grep',
    patternOf(tests),
    ...filesOf(tests).map((file) => basename(file)),
  ];
  const env = environment({ CHROMIUM_PATH: findChromium(), PLAYWRIGHT_JSON_OUTPUT_NAME: report });
  const { output } = await capture([...playwright, ...words], { cwd: web, env });
  if (!existsSync(report)) throw new Error(output);
  return JSON.parse(readFileSync(report, 'utf8')).suites.flatMap((suite) => specsOf(suite, []));
}

function specsOf({ specs = [], suites = [] }, parents) {
  const own = specs.map(({ file, title, ok, tests }) => ({
    file,
    name: [...parents, title].join(' '),
    status: tests.every(({ status }) => status === 'skipped') ? 'skipped' : ok ? 'passed' : 'failed',
  }));
  return [...own, ...suites.flatMap((suite) => specsOf(suite, [...parents, suite.title]))];
}
