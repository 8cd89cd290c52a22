import { liveAccounts } from '../connected-accounts/account-book.ts';
import type { SandboxContext } from '../context.ts';
import { html } from '../link/html.ts';
import type { Markup } from '../link/html.ts';
import { page } from '../link/page.ts';
import { breakdowns } from './carry-out.ts';

/** Requests on the page, the newest first. */
const shown = 50;

/** What is there, what arrived, and buttons for what may happen to it. */
export function consolePage(context: SandboxContext, token: string): Markup {
  const base = new URL(context.publicUrl()).pathname.replace(/\/$/, '');
  const press = buttons(base, token);
  const content = html`<h1>Sandbox</h1>
    <h2>Accounts</h2>
    ${list(accounts(context, press), 'No account yet.')}
    <h2>Triggers</h2>
    ${list(triggers(context, press), 'No trigger is armed.')}
    <h2>Switches</h2>
    <ul>
      ${switches(context, press)}
    </ul>
    <h2>Break things</h2>
    <p>Three in ten of all requests, until it is mended.</p>
    ${Object.keys(breakdowns).map((what) => press(what, { action: 'break', what }))}
    ${press('Mend everything', { action: 'mend' })}
    <h2>Requests</h2>
    ${list(requests(context), 'Nothing has arrived.')}`;
  return page({ title: 'Sandbox', base, content });
}

type Press = (label: string, fields: Record<string, string>) => Markup;

function buttons(base: string, token: string): Press {
  return (label, fields) =>
    html`<form method="post" action="${base}/sandbox/press">
      ${Object.entries({ ...fields, token }).map(
        ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
      )}
      <button>${label}</button>
    </form>`;
}

function list(items: Markup[], otherwise: string): Markup {
  return items.length > 0
    ? html`<ul>
        ${items.map((item) => html`<li>${item}</li>`)}
      </ul>`
    : html`<p>${otherwise}</p>`;
}

function accounts(context: SandboxContext, press: Press): Markup[] {
  return liveAccounts(context)
    .toReversed()
    .map(
      ({ id, toolkit, status, userId }) =>
        html`<code>${id}</code> ${toolkit}, ${status}, of ${userId} ${press('Expire', { action: 'expire', id })}
          ${press('Revoke', { action: 'status', id, status: 'REVOKED' })}`,
    );
}

function triggers({ store }: SandboxContext, press: Press): Markup[] {
  return [...store.state.triggerInstances.values()]
    .filter(({ deletedAt }) => deletedAt === null)
    .map(
      ({ id, triggerName, accountId, disabledAt }) =>
        html`<code>${id}</code> ${triggerName} on ${accountId}
          ${disabledAt === null ? press('Fire', { action: 'fire', id }) : html`(disabled)`}`,
    );
}

function switches({ store, switches: { legacyGone } }: SandboxContext, press: Press): Markup[] {
  const { verifier } = store.state;
  const turn = (action: string, on: boolean) => press(on ? 'Switch off' : 'Switch on', { action, on: String(!on) });
  return [
    html`<li>Callback identity verification: ${verifier ? 'on' : 'off'} ${turn('verifier', verifier)}</li>`,
    html`<li>API v1 and v2 answer 410 Gone: ${legacyGone ? 'on' : 'off'} ${turn('legacy-gone', legacyGone)}</li>`,
  ];
}

function requests({ recorder }: SandboxContext): Markup[] {
  return recorder
    .requests()
    .slice(-shown)
    .toReversed()
    .map(({ method, path, time }) => html`${new Date(time).toISOString()} <code>${method} ${path}</code>`);
}
