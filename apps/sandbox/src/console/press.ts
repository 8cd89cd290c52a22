import { html } from '../link/html.ts';
import type { Markup } from '../link/html.ts';

/** A button for one action; `about` names its row for screen readers. */
export type Press = (label: string, fields: Record<string, string>, about?: string) => Markup;

export function buttons(base: string, token: string): Press {
  return (label, fields, about) =>
    html`<form method="post" action="${base}/sandbox/press">
      ${Object.entries({ ...fields, token }).map(
        ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
      )}
      <button ${about === undefined ? null : html`aria-label="${label} ${about}"`}>${label}</button>
    </form>`;
}
