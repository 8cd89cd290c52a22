import type { ReasonCode } from '@patchbay/lifecycle';
import type { Check, ReturnFacts } from '../return-facts.ts';
import { inTime } from './in-time.ts';
import { sameApp } from './same-app.ts';
import { sameBrowser } from './same-browser.ts';
import { samePerson } from './same-person.ts';
import { sameWorkspace } from './same-workspace.ts';

/** In this order; the first that fails names the reason. That the nonce is known, and unused, is decided around them. */
const CHECKS: [Check, ReasonCode][] = [
  [inTime, 'lapsed'],
  [sameApp, 'wrong_app'],
  [samePerson, 'wrong_person'],
  [sameWorkspace, 'wrong_workspace'],
  [sameBrowser, 'wrong_browser'],
];

/** Why a return has to be rejected; nothing when every check holds. */
export function objectionTo(facts: ReturnFacts): ReasonCode | undefined {
  return CHECKS.find(([passes]) => !passes(facts))?.[1];
}
