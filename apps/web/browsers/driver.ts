import type { Target } from './find-element.ts';

/** What the walks need of a browser. It is started for each walk: no one is signed in, and no window is open. */
export interface Driver {
  /** As the browser names itself, with its version. */
  name: string;
  openWindow: () => Promise<BrowserWindow>;
  /** Every open window, also those that pages opened. The same window is the same object each time. */
  windows: () => Promise<BrowserWindow[]>;
  quit: () => Promise<void>;
}

export interface DriverOptions {
  /** The file of the browser. */
  program: string;
  /** The browser opens no window that a page asks for. */
  blocksWindows: boolean;
}

/** A page in a window or in a frame. Calls fail while it navigates; `until` repeats them. */
export interface View {
  /** Runs a function in the page, where it has its argument and nothing of the module around it. */
  evaluate: <Argument, Answer>(
    script: (argument: Argument) => Answer | Promise<Answer>,
    argument: Argument,
  ) => Promise<Answer>;
  find: (target: Target) => Promise<FoundElement | null>;
}

export interface BrowserWindow extends View {
  goto: (url: string) => Promise<void>;
  /** The frame in the shadow root of the element with this name. */
  frameIn: (elementName: string) => View;
}

export interface FoundElement {
  evaluate: <Answer>(script: (element: HTMLElement) => Answer) => Promise<Answer>;
  /** With the pointer, as only a person's click lets a page open a window. */
  click: () => Promise<void>;
  /** With the keyboard. */
  type: (text: string) => Promise<void>;
}

/** Runs in the page. */
export function frameElementIn(elementName: string): HTMLIFrameElement | null {
  return document.querySelector(elementName)?.shadowRoot?.querySelector('iframe') ?? null;
}

/** What a page sees of a browser that opens no window. Runs in the page. */
export function refuseWindows(): void {
  globalThis.open = () => null;
}
