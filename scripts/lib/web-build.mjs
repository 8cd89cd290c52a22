import { existsSync } from 'node:fs';
import { capture } from './command.mjs';
import { treeFingerprint } from './fingerprint.mjs';
import { turbo } from './pnpm.mjs';
import { elapsed, giveUp, lastLines, say } from './progress.mjs';
import { inRoot } from './repository.mjs';
import { isStamped, stamp } from './stamp.mjs';

const STAMP = 'web-built';
const INPUTS = ['apps/web', 'packages', 'pnpm-lock.yaml', 'tsconfig.base.json', 'turbo.json'];

const BUILT = ['apps/web/dist/index.html', 'apps/web/connect-page/dist/index.html'];

/** Builds the web app and the connect page, unless none of its inputs was touched. Turbo then compares the contents. */
export async function ensureWebBuild() {
  const fingerprint = treeFingerprint(INPUTS);
  if (isStamped(STAMP, fingerprint) && BUILT.every((page) => existsSync(inRoot(page)))) return;
  const since = performance.now();
  say('Building the web app …');
  const { code, output } = await capture(turbo('build --filter=@patchbay/web --output-logs=new-only'));
  if (code !== 0) giveUp(`${lastLines(output)}\n\nBuilding the web app failed.`);
  stamp(STAMP, fingerprint);
  say(`The web app is built (${elapsed(since)}).`);
}
