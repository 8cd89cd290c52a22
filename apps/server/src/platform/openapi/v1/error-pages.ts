import { type ErrorCode, ERRORS } from '@patchbay/contracts';
import { titleOf } from '../../http/problem.ts';
import { escapeHtml, plainPage } from '../plain-page.ts';

/** The page that the `type` of a problem leads to; undefined for an unknown code. */
export function errorPage(code: string): string | undefined {
  if (!isErrorCode(code)) return undefined;
  return plainPage(titleOf(code), `${section(code)}\n<p><a href="/errors">All errors</a></p>`);
}

export function errorsPage(): string {
  return plainPage('Errors', (Object.keys(ERRORS) as ErrorCode[]).map(section).join('\n'));
}

function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(ERRORS, text);
}

function section(code: ErrorCode): string {
  const { status, sentence, remedy } = ERRORS[code];
  return `<section id="${code}">
<h2>${status} <a href="/errors/${code}">${code}</a></h2>
<p>${escapeHtml(sentence)}</p>
<p>What to do: ${escapeHtml(remedy)}</p>
</section>`;
}
