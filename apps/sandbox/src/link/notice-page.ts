import type { ClosedReason } from './find-link.ts';
import { html } from './html.ts';
import type { Markup } from './html.ts';
import { page } from './page.ts';

/** A page with only a message. */
export interface Notice {
  base: string;
  mark: 'done' | 'ended' | 'paused';
  title: string;
  text: string;
}

export function noticePage({ base, mark, title, text }: Notice): Markup {
  const content = html`<div class="notice">
    <span class="mark ${mark}" aria-hidden="true">${{ done: '✓', ended: '×', paused: '–' }[mark]}</span>
    <h1>${title}</h1>
    <p>${text}</p>
  </div>`;
  return page({ title, base, content });
}

const closed: Readonly<Record<ClosedReason, { title: string; text: string }>> = {
  unknown: {
    title: 'This link does not exist',
    text: 'It may be incomplete, or the request was withdrawn. Start again from the app that sent you here.',
  },
  answered: {
    title: 'This link has been used',
    text: 'A link can be answered once. Start again from the app that sent you here.',
  },
  expired: {
    title: 'This link has expired',
    text: 'Nothing was connected. Start again from the app that sent you here.',
  },
};

/** The page for a link that cannot be answered. */
export function closedPage(base: string, reason: ClosedReason): Markup {
  return noticePage({ base, mark: 'ended', ...closed[reason] });
}
