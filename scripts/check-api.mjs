/**
 * Part of `npm run check`: version 1 of the API breaks no program that was written for the last released one. Compares the document
 * that the procedures describe now with docs/api/v1.json. A break that has to be stands in docs/api/announced-breaks.json, with its
 * reason. `-- --release` stores the document of now as the released one.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { apiBreaks } from './lib/api-breaks/api-breaks.mjs';
import { judgeBreaks } from './lib/api-breaks/judge-breaks.mjs';
import { say } from './lib/progress.mjs';
import { inRoot } from './lib/repository.mjs';

const RELEASED = inRoot('docs', 'api', 'v1.json');
const ANNOUNCED = inRoot('docs', 'api', 'announced-breaks.json');

const now = await describeNow();
if (process.argv.includes('--release')) {
  writeFileSync(RELEASED, `${JSON.stringify(now, null, 1)}\n`);
  writeFileSync(ANNOUNCED, '[]\n');
  say('docs/api/v1.json is the document of now');
} else {
  const breaks = await apiBreaks(read(RELEASED), now);
  const problems = judgeBreaks(breaks, read(ANNOUNCED));
  for (const problem of problems) say(problem);
  say(
    `${Object.keys(now.paths).length} paths, ${breaks.length} announced or unannounced breaks, ${problems.length} problems`,
  );
  process.exitCode = problems.length > 0 ? 1 : 0;
}

/** Node runs the server's TypeScript as it is. */
async function describeNow() {
  const source = (/** @type {string} */ path) => import(pathToFileURL(inRoot('apps', 'server', path)).href);
  const { describedOperations } = await source('test/support/described-api.ts');
  const { describeV1 } = await source('src/platform/openapi/v1/describe-v1.ts');
  return JSON.parse(JSON.stringify(describeV1(describedOperations(), { publicUrl: 'https://connect.acme.dev' })));
}

/** @param {string} file */
function read(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
