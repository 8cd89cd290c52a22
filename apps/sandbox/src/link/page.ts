import { html } from './html.ts';
import type { Markup } from './html.ts';

/** The layout of every page. */
export interface PageFrame {
  title: string;
  /** Path prefix of the public URL, e.g. `` or `/sandbox`. */
  base: string;
  content: Markup;
  /** An additional style sheet for this kind of page. */
  sheet?: string;
  /** Seconds after which the page reloads itself. */
  reloadAfter?: number;
}

/** A complete document. It has no script; its style sheets come from the same origin. */
export function page({ title, base, content, sheet, reloadAfter }: PageFrame): Markup {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${base}/assets/link.css" />
        ${sheet === undefined ? null : html`<link rel="stylesheet" href="${base}/assets/${sheet}" />`}
        ${reloadAfter === undefined ? null : html`<meta http-equiv="refresh" content="${reloadAfter}" />`}
      </head>
      <body>
        <main class="card">${content}</main>
        <p class="sandbox"><span class="dot" aria-hidden="true"></span>Sandbox: no real account is touched</p>
      </body>
    </html>`;
}
