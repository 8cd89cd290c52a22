import { html } from '../link/html.ts';
import type { Markup } from '../link/html.ts';

/** What a person enters next to a button. */
interface Field {
  name: string;
  label: string;
  type: string;
}

type Fields = Record<string, string>;

/** Renders a button for one action; `about` names its row for screen readers. */
export interface Press {
  (label: string, fields: Fields, about?: string): Markup;
  /** The same, with an input field. */
  with(label: string, fields: Fields, field: Field): Markup;
}

export function buttons(base: string, token: string): Press {
  const form = (fields: Fields, content: Markup): Markup =>
    html`<form method="post" action="${base}/sandbox/press">
      ${Object.entries({ ...fields, token }).map(
        ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
      )}
      ${content}
    </form>`;
  const press = (label: string, fields: Fields, about?: string): Markup =>
    form(fields, html`<button ${about === undefined ? null : html`aria-label="${label} ${about}"`}>${label}</button>`);
  const withField = (label: string, fields: Fields, { name, label: asks, type }: Field): Markup =>
    form(
      fields,
      html`<label>${asks} <input type="${type}" name="${name}" required /></label> <button>${label}</button>`,
    );
  return Object.assign(press, { with: withField });
}
