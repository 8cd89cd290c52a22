import type { ReasonCode } from '@patchbay/lifecycle';
import type { Check, ReturnFacts } from '../return-facts.ts';
import { inTime } from './in-time.ts';
import { sameApp } from './same-app.ts';
import { sameBrowser } from './same-browser.ts';
import { samePerson } from './same-person.ts';
import { sameWorkspace } from './same-workspace.ts';

/**
 * In this order; the first that fails names the reason. The person is checked first: the return of another person takes
 * back what it may have activated, however late it is. That the nonce is known, and unused, is decided around them.
 */
const CHECKS: [Check, ReasonCode][] = [
  [samePerson, 'wrong_person'],
  [sameBrowser, 'wrong_browser'],
  [sameApp, 'wrong_app'],
  [sameWorkspace, 'wrong_workspace'],
  [inTime, 'lapsed'],
];

/** Why a return has to be rejected; nothing when every check holds. */
export function firstFailedCheck(facts: ReturnFacts): ReasonCode | undefined {
  return CHECKS.find(([passes]) => !passes(facts))?.[1];
}
