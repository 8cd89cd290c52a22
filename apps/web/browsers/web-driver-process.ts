import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../server/test/support/server-process.ts';
import { endProcess } from './child-process.ts';
import { until } from './until.ts';

interface WebDriverProcess extends AsyncDisposable {
  url: string;
}

/** Debian's WebKitWebDriver, which starts the browser for each session. */
export async function startWebDriver(program: string, display: string): Promise<WebDriverProcess> {
  const port = await freePort();
  const home = mkdtempSync(join(tmpdir(), 'patchbay-webkit-'));
  const child = spawn(program, ['--host=127.0.0.1', `--port=${port}`], {
    stdio: 'ignore',
    env: {
      ...process.env,
      DISPLAY: display,
      HOME: home,
      GDK_BACKEND: 'x11',
      // There are no accessibility bus and no graphics card.
      NO_AT_BRIDGE: '1',
      LIBGL_ALWAYS_SOFTWARE: '1',
      // Its sandbox needs rights that containers and root do not have; it opens pages of our own machine alone.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    },
  });
  const url = `http://127.0.0.1:${port}`;
  await until('WebKitWebDriver to start', async () => (await fetch(`${url}/status`)).ok);
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      await endProcess(child);
      rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}
