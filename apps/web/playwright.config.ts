import { defineConfig } from '@playwright/test';

const PORT = Number(process.env.E2E_PORT ?? 3900);
const report = process.env.PLAYWRIGHT_JSON_OUTPUT_NAME;

export const browserArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export default defineConfig({
  testDir: 'e2e',
  // In a browser with a window, and only there: playwright.tabs.config.ts.
  testIgnore: '*tabs.spec.ts',
  outputDir: 'node_modules/.e2e-results',
  fullyParallel: true,
  workers: 2,
  retries: Number(process.env.PATCHBAY_TEST_RETRIES ?? 0),
  timeout: 45_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: report ? [['list'], ['json', { outputFile: report }]] : [['list']],
  use: {
    baseURL: `http://localhost:${PORT}`,
    viewport: { width: 1280, height: 900 },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: browserArgs,
    },
  },
  // The second server lets attempts lapse within seconds; everything else has the time that people have. The third was given
  // a key, so what a real provider does to us can be done to it. The fourth verifies callbacks.
  webServer: [
    server(PORT, {}),
    server(PORT + 10, { PATCHBAY_ATTEMPT_TTL_SECONDS: '6' }),
    server(PORT + 20, { E2E_WITH_KEY: '1' }),
    server(PORT + 70, { COMPOSIO_VERIFIER: 'on' }),
  ],
});

export function server(port: number, env: Record<string, string>) {
  return {
    command: `${process.execPath} e2e/server.ts`,
    // Answers once the first account is there.
    url: `http://127.0.0.1:${port + 2}`,
    // The tests come through a proxy, as far as the server can see; see elsewhere() in fixtures.ts. What is delivered to
    // runs beside them, on this machine.
    env: { PORT: String(port), TRUST_PROXY: '1', ALLOW_PRIVATE_ENDPOINTS: 'true', ...env },
    timeout: 120_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM' as const, timeout: 15_000 },
    stdout: 'ignore' as const,
    stderr: 'pipe' as const,
  };
}
