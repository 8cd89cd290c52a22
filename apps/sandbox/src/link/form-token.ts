import type { SandboxContext } from '../context.ts';
import { newSecret } from '../store/ids.ts';
import type { LinkRecord } from '../store/state.ts';

// Several tabs may show the same page; legitimate use needs no more than this.
const tokensKept = 5;

/** Issues a CSRF token for one form of this link, so that another site cannot answer in a person's name. */
export function issueFormToken(context: SandboxContext, link: LinkRecord): string {
  const token = newSecret('ft');
  link.formTokens = [...link.formTokens, token].slice(-tokensKept);
  context.store.changed();
  return token;
}

/** Consumes a token; false if it was never issued for this link, or was used already. */
export function takeFormToken(context: SandboxContext, link: LinkRecord, token: string): boolean {
  if (!link.formTokens.includes(token)) return false;
  link.formTokens = link.formTokens.filter((kept) => kept !== token);
  context.store.changed();
  return true;
}
