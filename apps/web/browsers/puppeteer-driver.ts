import { type ElementHandle, type Frame, type LaunchOptions, launch, type Page } from 'puppeteer-core';
import {
  type BrowserWindow,
  type Driver,
  type FoundElement,
  frameElementIn,
  refuseWindows,
  type View,
} from './driver.ts';
import { findElement } from './find-element.ts';
import { noteProblems } from './page-problems.ts';

const VIEWPORT = { width: 1280, height: 900 };

/** Firefox by WebDriver BiDi, Chromium by its own protocol. */
export async function startByPuppeteer(options: LaunchOptions, blocksWindows: boolean): Promise<Driver> {
  const browser = await launch({ headless: true, defaultViewport: VIEWPORT, protocolTimeout: 60_000, ...options });
  const known = new WeakMap<Page, BrowserWindow>();
  const windowOf = (page: Page): BrowserWindow => {
    const window = known.get(page) ?? pageWindow(page);
    known.set(page, window);
    return window;
  };
  return {
    name: await browser.version(),
    openWindow: async () => {
      const page = await browser.newPage();
      await page.evaluateOnNewDocument(noteProblems);
      // No setting of either browser keeps a click from opening a window.
      if (blocksWindows) await page.evaluateOnNewDocument(refuseWindows);
      return windowOf(page);
    },
    windows: async () => (await browser.pages()).map(windowOf),
    quit: () => browser.close(),
  };
}

function pageWindow(page: Page): BrowserWindow {
  return {
    ...frameView(page, async () => page.mainFrame()),
    goto: async (url) => void (await page.goto(url, { waitUntil: 'domcontentloaded' })),
    frameIn: (elementName) =>
      frameView(page, async () => {
        const handle = await page.evaluateHandle(frameElementIn, elementName);
        const frame = await (handle.asElement() as ElementHandle<HTMLIFrameElement> | null)?.contentFrame();
        if (!frame) throw new Error(`there is no frame in ${elementName}`);
        return frame;
      }),
  };
}

function frameView(page: Page, frameNow: () => Promise<Frame>): View {
  return {
    evaluate: async <Argument, Answer>(script: (argument: Argument) => Answer | Promise<Answer>, argument: Argument) =>
      (await (await frameNow()).evaluate(script as (argument: unknown) => unknown, argument)) as Answer,
    find: async (target) => {
      const frame = await frameNow();
      const element = (await frame.evaluateHandle(findElement, target)).asElement();
      return element && foundElement(page, element as ElementHandle<HTMLElement>);
    },
  };
}

function foundElement(page: Page, element: ElementHandle<HTMLElement>): FoundElement {
  // A window in the background is not drawn, and clicks wait for that.
  const inFront = async (action: () => Promise<void>) => {
    await page.bringToFront();
    await action();
  };
  return {
    evaluate: async <Answer>(script: (found: HTMLElement) => Answer) => (await element.evaluate(script)) as Answer,
    click: () => inFront(() => element.click()),
    type: (text) => inFront(() => element.type(text)),
  };
}
