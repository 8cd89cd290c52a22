import type { Check } from '../check.ts';
import { actionRuns } from './action.ts';
import { catalogIsReadable } from './catalog.ts';
import { clientIdIsHidden } from './client-id.ts';
import { ownClientsNeedEndpoints } from './endpoints.ts';
import { unusedLinkExpires } from './expire.ts';
import { identityIsTold } from './identity.ts';
import { keyConnects } from './key-app.ts';
import { keyMayReadAll } from './key.ts';
import { limitsAreRefused } from './limits.ts';
import { managedInitiateIsRetired } from './managed-initiate.ts';
import { oauthConnects } from './oauth.ts';
import { oldApiIsGone } from './old-api.ts';
import { pagesMayBePartial } from './pages.ts';
import { reconnectKeepsTheNewOne } from './reconnect.ts';
import { deletedIsGone } from './release.ts';
import { rereadIsHarmless } from './reread.ts';
import { schemesAreTold } from './schemes.ts';
import { triggerFires, triggerIsArmed } from './trigger.ts';
import { verifierReturnsAlone } from './verifier.ts';
import { webhookSecretIsToldOnce } from './webhook.ts';

/** In order: later checks use what earlier ones have created. The one that waits comes last. */
export const CHECKS: Check[] = [
  keyMayReadAll,
  oldApiIsGone,
  catalogIsReadable,
  schemesAreTold,
  limitsAreRefused,
  pagesMayBePartial,
  managedInitiateIsRetired,
  oauthConnects,
  identityIsTold,
  clientIdIsHidden,
  keyConnects,
  rereadIsHarmless,
  reconnectKeepsTheNewOne,
  actionRuns,
  webhookSecretIsToldOnce,
  triggerIsArmed,
  triggerFires,
  ownClientsNeedEndpoints,
  verifierReturnsAlone,
  deletedIsGone,
  unusedLinkExpires,
];
