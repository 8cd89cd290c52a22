import type { SandboxContext } from '../context.ts';
import { html } from '../link/html.ts';
import type { Markup } from '../link/html.ts';
import { page } from '../link/page.ts';
import { breakdownNames, faultText } from './breakdowns.ts';
import { buttons } from './press.ts';
import type { Press } from './press.ts';
import { requestList } from './request-list.ts';
import { accountRows, otherTokenRows, switchRows, triggerRows } from './rows.ts';

export interface ConsoleView {
  token: string;
  /** The result of the last button press, shown once. */
  notice: string | null;
  /** Whether the page reloads itself every other second, to watch the requests. */
  follow: boolean;
}

const FOLLOW_SECONDS = 2;

/** Accounts, tokens, triggers and requests, with buttons that change them. */
export function consolePage(context: SandboxContext, { token, notice, follow }: ConsoleView): Markup {
  const base = new URL(context.publicUrl()).pathname.replace(/\/$/, '');
  const press = buttons(base, token);
  const content = html`${head(base, follow)}
    ${notice === null ? null : html`<p class="said" role="status">${notice}</p>`}
    <section aria-labelledby="accounts">
      <h2 id="accounts">Accounts</h2>
      ${rows(accountRows(context, base, press), 'No account yet. Connect an app, and it is here.')}
    </section>
    <section aria-labelledby="tokens">
      <h2 id="tokens">Other tokens</h2>
      ${rows(otherTokenRows(context), 'Tokens of deleted accounts, and of other products, are listed here.')}
    </section>
    <section aria-labelledby="triggers">
      <h2 id="triggers">Triggers</h2>
      <p class="note">${subscriptionText(context)}</p>
      ${rows(triggerRows(context, press), 'No trigger is armed.')}
    </section>
    ${breakSection(context, { base, token, press })}
    <section aria-labelledby="switches">
      <h2 id="switches">Switches</h2>
      ${rows(switchRows(context, press), '')}
    </section>
    ${requestList(context, { base, follow, press })}`;
  return page({
    title: 'Sandbox',
    base,
    content,
    sheet: 'console.css',
    ...(follow && { reloadAfter: FOLLOW_SECONDS }),
  });
}

function head(base: string, follow: boolean): Markup {
  return html`<header class="top">
    <div>
      <h1>Sandbox</h1>
      <p>Simulates Composio. Trigger events and failures by hand.</p>
    </div>
    <a class="button" href="${base}/sandbox${follow ? '?follow=1' : ''}">Reload</a>
  </header>`;
}

function rows(items: Markup[], otherwise: string): Markup {
  return items.length > 0
    ? html`<ul class="rows">
        ${items}
      </ul>`
    : html`<p class="empty">${otherwise}</p>`;
}

function subscriptionText({ store }: SandboxContext): Markup {
  const [subscription] = store.state.webhookSubscriptions.values();
  if (!subscription) return html`No webhook subscription exists, so no events are sent.`;
  return html`Events go to <code>${subscription.url}</code>.`;
}

function breakSection(
  { faults }: SandboxContext,
  { base, token, press }: { base: string; token: string; press: Press },
): Markup {
  const inForce = faults.inForce();
  return html`<section aria-labelledby="break">
    <h2 id="break">Break things</h2>
    <form class="break" method="post" action="${base}/sandbox/press">
      <input type="hidden" name="token" value="${token}" />
      <input type="hidden" name="action" value="break" />
      <label
        >What
        <select name="what">
          ${breakdownNames.map((name) => html`<option>${name}</option>`)}
        </select></label
      >
      <label>Percent of requests <input type="number" name="percent" min="1" max="100" value="30" required /></label>
      <label
        >Retry-After, seconds <input type="number" name="retryAfter" min="0" max="3600" value="1" required
      /></label>
      <button class="strong">Break</button>
    </form>
    ${
      inForce.length === 0
        ? html`<p class="empty">Everything works.</p>`
        : html`<ul class="faults">
              ${inForce.map((fault) => html`<li>${faultText(fault)}</li>`)}
            </ul>
            ${press('Clear all faults', { action: 'recover' })}`
    }
  </section>`;
}
