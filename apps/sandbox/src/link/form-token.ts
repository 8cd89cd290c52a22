import type { SandboxContext } from '../context.ts';
import { newSecret } from '../store/ids.ts';
import type { LinkRecord } from '../store/state.ts';

// Several tabs may show the same page; no honest use needs more than this.
const tokensKept = 5;

/** A token for one form of this link. Another site cannot read it, and so cannot answer in a person's name. */
export function issueFormToken(context: SandboxContext, link: LinkRecord): string {
  const token = newSecret('ft');
  link.formTokens = [...link.formTokens, token].slice(-tokensKept);
  context.store.changed();
  return token;
}

/** Uses a token up; false when it was never issued for this link or has been used. */
export function takeFormToken(context: SandboxContext, link: LinkRecord, token: string): boolean {
  if (!link.formTokens.includes(token)) return false;
  link.formTokens = link.formTokens.filter((kept) => kept !== token);
  context.store.changed();
  return true;
}
