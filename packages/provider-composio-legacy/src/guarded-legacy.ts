import { guarded, ProviderFailure, statusOf } from '@patchbay/provider';

/** What to do when the API no longer exists. */
const GONE =
  'Composio has removed the API that COMPOSIO_SDK=legacy speaks (410 Gone): set COMPOSIO_SDK=core and start again';

/** Like `guarded`, but 410 says what to do about it: v1 and v2 use that status for nothing else. */
export async function guardedLegacy<Result>(what: string, call: () => Promise<Result>): Promise<Result> {
  try {
    return await guarded(what, call);
  } catch (error) {
    throw statusOf(error) === 410 ? new ProviderFailure('refused', GONE, { cause: error }) : error;
  }
}

/** The same, but a 404 is `null`: there is no such thing. */
export async function guardedLegacyOrNull<Result>(what: string, call: () => Promise<Result>): Promise<Result | null> {
  try {
    return await guardedLegacy(what, call);
  } catch (error) {
    if (error instanceof ProviderFailure && statusOf(error) === 404) return null;
    throw error;
  }
}
