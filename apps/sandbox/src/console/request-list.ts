import type { SandboxContext } from '../context.ts';
import type { RecordedRequest } from '../control/recorder.ts';
import { html } from '../link/html.ts';
import type { Markup } from '../link/html.ts';
import type { Press } from './press.ts';

/** Requests on the page, the newest first. */
const shown = 100;

/** The requests that arrived, with their responses. */
export function requestList(
  { recorder }: SandboxContext,
  { base, follow, press }: { base: string; follow: boolean; press: Press },
): Markup {
  const all = recorder.requests();
  const title = html`<div class="heading">
    <h2 id="requests">Requests</h2>
    <a class="button" href="${base}/sandbox${follow ? '' : '?follow=1'}#requests"
      >${follow ? 'Stop following' : 'Follow'}</a
    >
    ${all.length > 0 ? press('Clear', { action: 'forget' }, 'the requests') : null}
  </div>`;
  if (all.length === 0)
    return html`<section aria-labelledby="requests">
      ${title}
      <p class="empty">Nothing has arrived.</p>
    </section>`;
  return html`<section aria-labelledby="requests">
    ${title}
    <div class="scroll" tabindex="0" role="group" aria-labelledby="requests">
      <table>
        <thead>
          <tr>
            <th>Time</th>
            <th>Request</th>
            <th>Answer</th>
            <th class="number">Took</th>
          </tr>
        </thead>
        <tbody>
          ${all.slice(-shown).toReversed().map(row)}
        </tbody>
      </table>
    </div>
    ${all.length > shown ? html`<p class="note">The latest ${shown} of ${all.length}.</p>` : null}
  </section>`;
}

function row({ method, path, query, time, status, tookMs }: RecordedRequest): Markup {
  const asked = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
  return html`<tr>
    <td class="time">${new Date(time).toISOString().slice(11, 23)}</td>
    <td><code>${method} ${path}${asked === '' ? '' : `?${asked}`}</code></td>
    <td>${answer(status, tookMs)}</td>
    <td class="number">${tookMs === null ? '' : `${tookMs} ms`}</td>
  </tr>`;
}

function answer(status: number | null, tookMs: number | null): Markup {
  if (tookMs === null) return html`<span class="badge">waiting</span>`;
  if (status === null) return html`<span class="badge revoked">none</span>`;
  return html`<span class="badge ${status < 400 ? 'active' : status === 429 ? 'expired' : 'revoked'}">${status}</span>`;
}
