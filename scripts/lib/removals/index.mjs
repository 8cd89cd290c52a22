import { FIXATION_REMOVALS } from './c1-fixation.mjs';
import { COMPLETION_REMOVALS } from './c2-c3-completions.mjs';
import { ORIGIN_REMOVALS } from './c4-origins.mjs';
import { ADDRESS_REMOVALS } from './c5-addresses.mjs';
import { ENDING_REMOVALS } from './c6-endings.mjs';
import { END_USER_REMOVALS } from './c7-end-users.mjs';
import { CREDENTIAL_REMOVALS } from './c8-credentials.mjs';
import { SHOWN_REMOVALS } from './c9-c10-shown.mjs';
import { PAGE_REMOVALS } from './connect-page.mjs';
import { BROWSER_REMOVALS } from './in-browser.mjs';

/** The rules of connect sessions, attack by attack. */
export const REMOVALS = [
  ...FIXATION_REMOVALS,
  ...COMPLETION_REMOVALS,
  ...ORIGIN_REMOVALS,
  ...ADDRESS_REMOVALS,
  ...ENDING_REMOVALS,
  ...END_USER_REMOVALS,
  ...CREDENTIAL_REMOVALS,
  ...SHOWN_REMOVALS,
  ...PAGE_REMOVALS,
  ...BROWSER_REMOVALS,
];
