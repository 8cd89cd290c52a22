import type { Session } from '../../app/session.store.ts';

interface Circumstances {
  mode: Session['signUp'];
  invited: boolean;
  hasSetupLink: boolean;
}

const TITLE = 'Create your account';

/** The text of the sign-up page, and whether to show the form. */
export function signUpWords({ mode, invited, hasSetupLink }: Circumstances) {
  if (invited && (mode !== 'closed' || hasSetupLink)) return { title: TITLE, text: INVITED, allowed: true };
  if (mode === 'open' || hasSetupLink) return { title: TITLE, text: OPEN, allowed: true };
  return mode === 'closed'
    ? { title: 'Sign-up is closed', text: CLOSED, allowed: false }
    : { title: 'Sign-up is by invitation', text: INVITED_ONLY, allowed: false };
}

const INVITED = 'You were invited to a workspace. Create an account with the invited address, or sign in.';
const OPEN =
  'Patchbay connects apps to your workspace and keeps them connected. You start with a workspace of your own.';
const CLOSED = 'New accounts cannot be created here. Ask an installation admin for access.';
const INVITED_ONLY =
  'Open the link of your invitation to create an account. To get one, ask an admin of the workspace.';
