import { join } from 'node:path';
import type { Page } from '@playwright/test';

const FOLDER = join(import.meta.dirname, '../../../screenshots');

/** Widths of a phone, a tablet, a notebook and a wide screen. SCREENSHOT_WIDTHS=390,1360 for some of them. */
const WIDTHS = (process.env.SCREENSHOT_WIDTHS ?? '390,768,1360,1920').split(',').map(Number);
const LANGUAGES = (process.env.SCREENSHOT_LANGUAGES ?? 'en,de').split(',');
/** Part of a page's name; empty for all. */
const ONLY = process.env.SCREENSHOT_PAGES ?? '';

/** How long a page may take to become still, in milliseconds. What streams never does. */
const STILL_MS = 4_000;

/** Pictures of these pages in each language, mode and width, as `screenshots/<state>/<page>-<language>-<mode>-<width>.png`. */
export async function takePictures(page: Page, { state, pages }: { state: string; pages: Record<string, string> }) {
  for (const language of LANGUAGES) {
    await page.evaluate((chosen) => localStorage.setItem('patchbay-language', chosen), language);
    for (const [name, path] of Object.entries(pages)) {
      if (!name.includes(ONLY)) continue;
      await page.goto(path);
      await isStill(page);
      for (const mode of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: mode, reducedMotion: 'reduce' });
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: width < 700 ? 844 : 960 });
          const file = join(FOLDER, state, `${name}-${language}-${mode}-${width}.png`);
          // What renders what is seen would be a tall empty page.
          // Colors that are on their way from one mode to the other arrive at once.
          await page.screenshot({ path: file, fullPage: !path.includes('marketplace'), animations: 'disabled' });
        }
      }
    }
  }
}

async function isStill(page: Page): Promise<void> {
  await page.locator('[aria-busy="true"], .skeleton').first().waitFor({ state: 'hidden' });
  await page.waitForLoadState('networkidle', { timeout: STILL_MS }).catch(() => undefined);
}
