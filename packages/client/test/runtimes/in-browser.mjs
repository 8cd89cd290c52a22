/** In Chromium, on a page of Patchbay's own origin. */
import { readFileSync } from 'node:fs';

const [bundle, playwright] = process.argv.slice(2);
const { chromium } = await import(playwright);
const {
  PATCHBAY_URL,
  PATCHBAY_INSTALLATION_KEY: installationKey,
  EXTERNAL_ID: externalId,
  CHROMIUM_PATH,
} = process.env;
const browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: ['--no-sandbox'] });
const page = await browser.newPage();
await page.goto(`${PATCHBAY_URL}/healthz`);
const options = JSON.stringify({ baseUrl: '', installationKey, externalId });
const answer = await page.evaluate(`${readFileSync(bundle, 'utf8')}\n(program.program ?? program)(${options})`);
process.stdout.write(answer);
await browser.close();
