import type { Page } from '@playwright/test';

interface Watched {
  shift: number;
}

/** From here on, adds up by how much the content of each loaded page moves by itself (Cumulative Layout Shift). */
export function watchShift(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    const watched = Object.assign(globalThis, { shift: 0 }) as unknown as Watched;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
        if (!entry.hadRecentInput) watched.shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/** Of the loaded page, so far. */
export function shiftOf(page: Page): Promise<number> {
  return page.evaluate(() => (globalThis as unknown as Watched).shift);
}
