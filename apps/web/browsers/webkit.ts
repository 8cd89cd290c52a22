import { Builder, type WebDriver, type WebElement } from 'selenium-webdriver';
import {
  type BrowserWindow,
  type Driver,
  type DriverOptions,
  frameElementIn,
  refuseWindows,
  type View,
} from './driver.ts';
import { findElement } from './find-element.ts';
import { noteProblems } from './page-problems.ts';
import { startVirtualScreen } from './virtual-screen.ts';
import { startWebDriver } from './web-driver-process.ts';

/** WebKitGTK by WebDriver, on a virtual screen: it has no mode without a window. */
export async function startWebKit({ program, blocksWindows }: DriverOptions): Promise<Driver> {
  await using started = new AsyncDisposableStack();
  const screen = started.use(await startVirtualScreen());
  const service = started.use(await startWebDriver(program, screen.display));
  const driver = await new Builder().usingServer(service.url).withCapabilities(CAPABILITIES).build();
  started.defer(() => driver.quit());
  // A script that meets a navigation may never be answered, and has to be repeated.
  await driver.manage().setTimeouts({ pageLoad: 30_000, script: 5_000 });
  await driver.manage().window().setRect({ x: 0, y: 0, width: 1280, height: 900 });
  const capabilities = await driver.getCapabilities();
  const processes = started.move();
  const known = new Map<string, BrowserWindow>();
  const windowOf = (handle: string): BrowserWindow => {
    const window = known.get(handle) ?? handleWindow({ driver, handle, blocksWindows });
    known.set(handle, window);
    return window;
  };
  let isFirstTaken = false;
  return {
    name: `${capabilities.getBrowserName()} ${capabilities.getBrowserVersion()}`,
    openWindow: async () => {
      // A session begins with a window.
      if (isFirstTaken) await driver.switchTo().newWindow('window');
      isFirstTaken = true;
      return windowOf(await driver.getWindowHandle());
    },
    windows: async () => (await driver.getAllWindowHandles()).map(windowOf),
    quit: () => processes.disposeAsync(),
  };
}

/** With the part of Safari's tracking prevention that it has: frames of another site get no cookies. */
const CAPABILITIES = {
  browserName: 'MiniBrowser',
  'webkitgtk:browserOptions': { args: ['--automation', '--enable-itp'] },
};

interface HandleWindow {
  driver: WebDriver;
  handle: string;
  blocksWindows: boolean;
}

function handleWindow({ driver, handle, blocksWindows }: HandleWindow): BrowserWindow {
  const page = view(driver, () => driver.switchTo().window(handle));
  return {
    ...page,
    goto: async (url) => {
      await driver.switchTo().window(handle);
      await driver.get(url);
      await page.evaluate(noteProblems, null);
      // No setting keeps a click from opening a window.
      if (blocksWindows) await page.evaluate(refuseWindows, null);
    },
    frameIn: (elementName) =>
      view(driver, async () => {
        await driver.switchTo().window(handle);
        const frame = await driver.executeScript<WebElement | null>(callOf(frameElementIn), elementName);
        if (!frame) throw new Error(`there is no frame in ${elementName}`);
        await driver.switchTo().frame(frame);
      }),
  };
}

/** A session has one current page, so each call switches to its own. */
function view(driver: WebDriver, enter: () => Promise<void>): View {
  return {
    evaluate: async (script, argument) => {
      await enter();
      return driver.executeScript(callOf(script), argument);
    },
    find: async (target) => {
      await enter();
      const element = await driver.executeScript<WebElement | null>(callOf(findElement), target);
      return (
        element && {
          evaluate: (script) => driver.executeScript(callOf(script), element),
          click: () => element.click(),
          type: (text) => element.sendKeys(text),
        }
      );
    },
  };
}

/** The source of a call: a session waits for the promise that it returns. */
function callOf(script: (argument: never) => unknown): string {
  return `return (${script.toString()})(arguments[0]);`;
}
