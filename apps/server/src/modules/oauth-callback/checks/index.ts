import type { ReasonCode } from '@patchbay/lifecycle';
import type { Check, EndUserFacts, ReturnFacts } from '../return-facts.ts';
import { inTime } from './in-time.ts';
import { sameApp } from './same-app.ts';
import { sameBrowser } from './same-browser.ts';
import { samePerson } from './same-person.ts';
import { sameWorkspace } from './same-workspace.ts';

/**
 * In order; the first check that fails gives the reason. The person is checked first, because the return of another
 * person undoes what it may have activated, even when it is late. Whether the nonce is known and unused is decided
 * outside of these checks.
 */
const CHECKS: [Check, ReasonCode][] = [
  [samePerson, 'wrong_person'],
  [sameBrowser, 'wrong_browser'],
  [sameApp, 'wrong_app'],
  [sameWorkspace, 'wrong_workspace'],
  [inTime, 'lapsed'],
];

const END_USER_CHECKS: [Check<EndUserFacts>, ReasonCode][] = [
  [sameBrowser, 'wrong_browser'],
  [sameApp, 'wrong_app'],
  [inTime, 'lapsed'],
];

/** The same for a return in a connect session, where no person and no workspace is signed in. */
export function firstFailedEndUserCheck(facts: EndUserFacts): ReasonCode | undefined {
  return END_USER_CHECKS.find(([passes]) => !passes(facts))?.[1];
}

/** Why a return must be rejected; undefined when every check passes. */
export function firstFailedCheck(facts: ReturnFacts): ReasonCode | undefined {
  return CHECKS.find(([passes]) => !passes(facts))?.[1];
}
