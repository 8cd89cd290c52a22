import { liveAccounts } from '../connected-accounts/account-book.ts';
import type { SandboxContext } from '../context.ts';
import { tokens } from '../grants/tokens.ts';
import { html } from '../link/html.ts';
import type { Markup } from '../link/html.ts';
import type { AccountRecord, TriggerInstanceRecord } from '../store/state.ts';
import type { Press } from './press.ts';

/** The newest first. */
export function accountRows(context: SandboxContext, base: string, press: Press): Markup[] {
  return liveAccounts(context)
    .toReversed()
    .map(
      (account) =>
        html`<li>
          <img src="${base}/logos/${account.toolkit}.svg" width="28" height="28" alt="" />
          <div class="what">
            <p>
              <strong>${account.toolkit}</strong>
              <span class="badge ${account.status.toLowerCase()}">${account.status}</span>
              ${tokenBadge(account)}
            </p>
            <p class="note"><code>${account.id}</code> of <code>${account.userId}</code></p>
          </div>
          <div class="does">${accountButtons(account, press)}</div>
        </li>`,
    );
}

/** The state of the token at the app, which may differ from the account's state at the service. */
function tokenBadge({ grant, tokenEndedAt }: Pick<AccountRecord, 'grant' | 'tokenEndedAt'>): Markup | null {
  if (!grant) return null;
  const works = (tokenEndedAt ?? null) === null;
  return html`<span class="badge ${works ? 'active' : 'revoked'}">${works ? 'token works' : 'token revoked'}</span>`;
}

/** Tokens of deleted accounts and of another customer's product: apps may still accept them. */
export function otherTokenRows(context: SandboxContext): Markup[] {
  return tokens(context)
    .filter(({ of }) => of !== 'account')
    .toReversed()
    .map(
      ({ accountId, grant, works, of }) =>
        html`<li>
          <div class="what">
            <p>
              <strong>${of === 'foreign' ? 'Another product' : 'Deleted account'}</strong>
              ${tokenBadge({ grant, tokenEndedAt: works ? null : 0 })}
            </p>
            <p class="note"><code>${accountId}</code> of ${grant.person} by client <code>${grant.client}</code></p>
          </div>
        </li>`,
    );
}

function accountButtons({ id, status }: AccountRecord, press: Press): (Markup | null)[] {
  return [
    status === 'ACTIVE' ? press('Expire', { action: 'expire', id }, id) : null,
    status === 'EXPIRED' || status === 'REVOKED'
      ? press('Make active', { action: 'status', id, status: 'ACTIVE' }, id)
      : null,
    status === 'REVOKED' ? null : press('Revoke', { action: 'status', id, status: 'REVOKED' }, id),
  ];
}

export function triggerRows({ store }: SandboxContext, press: Press): Markup[] {
  return [...store.state.triggerInstances.values()]
    .filter(({ deletedAt }) => deletedAt === null)
    .toReversed()
    .map(
      (instance) =>
        html`<li>
          <div class="what">
            <p><strong>${instance.triggerName}</strong> ${stateBadge(instance)}</p>
            <p class="note"><code>${instance.id}</code> on <code>${instance.accountId}</code></p>
          </div>
          <div class="does">${triggerButtons(instance, press)}</div>
        </li>`,
    );
}

function stateBadge({ disabledAt, disabledReason }: TriggerInstanceRecord): Markup {
  if (disabledAt === null) return html`<span class="badge active">armed</span>`;
  return html`<span class="badge expired">off${disabledReason ? `: ${disabledReason}` : ''}</span>`;
}

function triggerButtons({ id, disabledAt }: TriggerInstanceRecord, press: Press): Markup[] {
  if (disabledAt !== null) return [];
  return [press('Fire', { action: 'fire', id }, id), press('Switch off', { action: 'switch-off', id }, id)];
}

export function switchRows({ store, switches: { legacyGone } }: SandboxContext, press: Press): Markup[] {
  const row = (name: string, action: string, on: boolean): Markup =>
    html`<li>
      <div class="what">
        <p>${name} <span class="badge ${on ? 'active' : ''}">${on ? 'on' : 'off'}</span></p>
      </div>
      <div class="does">${press(on ? 'Switch off' : 'Switch on', { action, on: String(!on) }, name)}</div>
    </li>`;
  return [verifierRow(store.state.verifierUrl, press), row('API v1 and v2 answer 410 Gone', 'legacy-gone', legacyGone)];
}

function verifierRow(url: string | null, press: Press): Markup {
  const name = 'Callback identity verification';
  const badge = url === null ? html`<span class="badge">off</span>` : html`<span class="badge active">on</span>`;
  const does =
    url === null
      ? press.with('Switch on', { action: 'verifier' }, { name: 'url', label: 'Verifier URL', type: 'url' })
      : press('Switch off', { action: 'verifier' }, name);
  return html`<li>
    <div class="what">
      <p>${name} ${badge}</p>
      ${url === null ? null : html`<p class="note"><code>${url}</code></p>`}
    </div>
    <div class="does">${does}</div>
  </li>`;
}
