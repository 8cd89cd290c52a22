import { type AppScheme as SchemeView, isConsentScheme } from '@patchbay/contracts';
import type { AppScheme } from '@patchbay/provider';

/** All that is known of how an app is authorized. */
export interface SchemeFacts {
  needsAuth: boolean;
  /** By their names in the provider's list. */
  authSchemes: string[];
  managedSchemes: string[];
  ownSchemes: string[];
  /** As the app's details say; null until they are read. */
  details: AppScheme[] | null;
}

/** Schemes that need a client of the project's own where the provider has none, as long as the details do not say more. */
const BY_CLIENT: ReadonlySet<string> = new Set(['OAUTH2', 'OAUTH1', 'SAML']);

/** The most convenient first: to consent is less work than to look for a key. What cannot be used yet comes last. Pure. */
export function schemeViews(facts: SchemeFacts): SchemeView[] {
  if (!facts.needsAuth) return [];
  const names = [...new Set(facts.authSchemes)].filter((scheme) => scheme !== 'NO_AUTH');
  return names.map((scheme) => viewOf(facts, scheme)).toSorted((one, other) => rank(one) - rank(other));
}

/** Whether nothing but an installation admin's work at the provider makes the app connectable. Pure. */
export function needsSetup(facts: SchemeFacts): boolean {
  const views = schemeViews(facts);
  return views.length > 0 && views.every(({ isReady }) => !isReady);
}

/** Whether connecting begins with a form of ours, because no way is approved on a page of the app. Pure. */
export function asksFirst({ needsAuth, needsSetup: isNeeded, authSchemes }: AskFacts): boolean {
  return needsAuth && (isNeeded || (authSchemes.length > 0 && !authSchemes.some(isConsentScheme)));
}

interface AskFacts {
  needsAuth: boolean;
  needsSetup: boolean;
  authSchemes: string[];
}

/** What the project has to bring for a scheme; null: it is not known, as nothing was read. */
export function setupFieldsOf({ details }: SchemeFacts, scheme: string): AppScheme['setupFields'] | null {
  return details?.find((each) => each.scheme === scheme)?.setupFields ?? null;
}

function viewOf(facts: SchemeFacts, scheme: string): SchemeView {
  const detail = facts.details?.find((each) => each.scheme === scheme);
  const isOwn = facts.ownSchemes.includes(scheme) && BY_CLIENT.has(scheme);
  return {
    scheme,
    kind: isConsentScheme(scheme) ? 'consent' : 'credentials',
    isReady: isOwn || isFree(facts, scheme),
    isOwn,
    fields: detail?.fields ?? null,
    hintUrl: detail?.hintUrl ?? null,
    scopes: detail?.scopes ?? [],
  };
}

/** Whether it needs nothing from the project. */
function isFree(facts: SchemeFacts, scheme: string): boolean {
  if (facts.managedSchemes.includes(scheme) || facts.ownSchemes.includes(scheme)) return true;
  const asked = setupFieldsOf(facts, scheme);
  return asked ? asked.length === 0 : !BY_CLIENT.has(scheme);
}

function rank({ kind, isReady }: SchemeView): number {
  return (isReady ? 0 : 2) + (kind === 'consent' ? 0 : 1);
}
