import type { Pool } from 'pg';
import { APIError } from 'better-auth/api';
import { isOpenAdminLink } from './admin-links.ts';
import { now } from '../../platform/orm/expressions.ts';
import { runOn } from '../../platform/orm/run-on.ts';
import { statements } from '../../platform/orm/tables.ts';

/** Who may create an account: anyone, people with the link of an invitation, or only people with a setup link. */
export const SIGN_UP_MODES = ['open', 'invited-only', 'closed'] as const;

export type SignUpMode = (typeof SIGN_UP_MODES)[number];

/** The header in which the web app sends the invitation or setup token that permits a sign-up. */
const INVITATION_HEADER = 'x-patchbay-invitation';
const SETUP_HEADER = 'x-patchbay-setup';

export interface SignUpDeps {
  pool: Pool;
  /** From the environment. Takes precedence over the setting in the web app. */
  signUp: SignUpMode | null;
}

export async function readSignUpMode({ pool, signUp }: SignUpDeps): Promise<SignUpMode> {
  if (signUp) return signUp;
  const [settings] = await runOn(pool, statements.selectFrom('installation_settings').select('sign_up'));
  return settings?.sign_up ?? 'open';
}

interface Asked {
  email: string;
  headers: Headers | undefined;
}

/** Throws a 403 in better-auth's form, with the code SIGN_UP_CLOSED or SIGN_UP_INVITED_ONLY. */
export async function requireSignUpAllowed(deps: SignUpDeps, { email, headers }: Asked): Promise<void> {
  const mode = await readSignUpMode(deps);
  if (mode === 'open') return;
  if (await isOpenAdminLink(deps.pool, headers?.get(SETUP_HEADER) ?? undefined)) return;
  if (mode === 'invited-only') {
    if (await isInvited(deps.pool, email, headers?.get(INVITATION_HEADER))) return;
    throw new APIError('FORBIDDEN', INVITED_ONLY);
  }
  throw new APIError('FORBIDDEN', CLOSED);
}

/** Requires the invitation's id and its address: an invited address can be guessed, the id cannot. */
async function isInvited(pool: Pool, email: string, invitation: string | null | undefined): Promise<boolean> {
  if (!invitation) return false;
  const open = statements
    .selectFrom('invitation')
    .select('id')
    .where('id', '=', invitation)
    .where('email', '=', email)
    .where('status', '=', 'pending')
    .where('expiresAt', '>', now);
  return (await runOn(pool, open)).length > 0;
}

const CLOSED = { code: 'SIGN_UP_CLOSED', message: 'Sign-up is closed. Ask an installation admin for access.' };
const INVITED_ONLY = {
  code: 'SIGN_UP_INVITED_ONLY',
  message: 'Sign-up is by invitation only. Open the link of your invitation, and use the invited address.',
};
