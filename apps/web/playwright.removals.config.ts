import { defineConfig } from '@playwright/test';
import base, { server } from './playwright.config.ts';

const PORT = Number(process.env.E2E_PORT ?? 3900);

/** For `npm run test:removals`, which starts a server for each test: only the one that connect sessions are tried at. */
export default defineConfig({ ...base, workers: 1, retries: 0, webServer: [server(PORT, {})] });
