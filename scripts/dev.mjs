/**
 * `npm run dev`: the server restarts and the page reloads on each change. Vite serves the address and proxies the
 * server's routes, so there is one origin, as in production.
 */
import { ensureDependencies } from './lib/dependencies.mjs';
import { foreground } from './lib/foreground.mjs';
import { inRoot, NODE } from './lib/repository.mjs';
import { checkMachine } from './lib/requirements.mjs';

const port = Number(process.env.PORT ?? 3000);
const apiPort = port + 100;

checkMachine();
await ensureDependencies();
process.exitCode = await foreground(
  {
    command: [NODE, '--watch', '--watch-preserve-output', 'apps/server/src/main.ts'],
    env: { PORT: String(apiPort), PUBLIC_URL: process.env.PUBLIC_URL ?? `http://localhost:${port}` },
  },
  {
    command: [NODE, inRoot('apps/web/node_modules/vite/bin/vite.js'), '--port', String(port), '--strictPort'],
    cwd: inRoot('apps/web'),
    env: { PATCHBAY_API_PORT: String(apiPort) },
  },
);
