import type { BrowserWindow, Driver, FoundElement, View } from './driver.ts';
import type { Target } from './find-element.ts';
import { until } from './until.ts';

/** Steps of all walks, named like those of e2e/walk.ts. */
export async function press(view: View, target: Target): Promise<void> {
  const element = await untilReady(view, target);
  await element.click();
}

export async function fill(view: View, label: string, text: string): Promise<void> {
  const field = await untilReady(view, { label });
  await field.type(text);
}

/** Waits for a visible element that has the text. */
export async function see(view: View, css: string, text = ''): Promise<void> {
  let seen: string[] = [];
  await until(`“${text}” in ${css}`, async () => {
    seen = await view.evaluate(visibleTexts, css);
    return seen.some((each) => each.includes(text));
  }).catch((error: unknown) => {
    throw new Error(`${(error as Error).message}; there was: ${seen.join(' | ').slice(0, 500) || 'nothing'}`, {
      cause: error,
    });
  });
}

export async function seeHeading(view: View, name: string): Promise<void> {
  await until(`the heading “${name}”`, () => view.find({ role: 'heading', name }));
}

/** Presses what opens a window, and waits for the window. */
export async function openedBy(driver: Driver, action: () => Promise<void>): Promise<BrowserWindow> {
  const before = new Set(await driver.windows());
  await action();
  return until('a new window', async () => (await driver.windows()).find((window) => !before.has(window)));
}

export async function untilClosed(driver: Driver, window: BrowserWindow): Promise<void> {
  await until('a window to close', async () => !(await driver.windows()).includes(window));
}

/** The last part of the address. */
export async function untilPath(view: View, path: string): Promise<void> {
  await until(`the page ${path}`, async () => (await view.evaluate(() => location.pathname, null)).endsWith(path));
}

/** Waits until the element is there, enabled, in front and at rest: a click goes to a point, not to an element. */
export async function untilReady(view: View, target: Target): Promise<FoundElement> {
  let before = '';
  return until(JSON.stringify(target), async () => {
    const element = await view.find(target);
    const place = (await element?.evaluate(pressablePlace)) ?? '';
    const isAtRest = place !== '' && place === before;
    before = place;
    return isAtRest ? element : null;
  });
}

/** Where the element is; empty if it cannot be pressed. Runs in the page. */
function pressablePlace(element: HTMLElement): string {
  element.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  if (element.matches(':disabled, [aria-disabled="true"]')) return '';
  const { x, y, width, height } = element.getBoundingClientRect();
  const inFront = element.ownerDocument.elementFromPoint(x + width / 2, y + height / 2);
  return element.contains(inFront) ? [x, y, width, height].join(' ') : '';
}

/** Runs in the page. */
function visibleTexts(css: string): string[] {
  return [...document.querySelectorAll(css)]
    .filter((element) => element.getClientRects().length > 0)
    .map((element) => (element.textContent ?? '').replaceAll(/\s+/g, ' ').trim());
}
