import type { Session } from '../../app/session.store.ts';
import { t } from '../../shared/i18n/t.ts';

interface Circumstances {
  mode: Session['signUp'];
  invited: boolean;
  hasSetupLink: boolean;
}

/** The text of the sign-up page, and whether to show the form. */
export function signUpWords({ mode, invited, hasSetupLink }: Circumstances) {
  const title = t('account.createYours');
  if (invited && (mode !== 'closed' || hasSetupLink)) return { title, text: t('account.signUpInvited'), allowed: true };
  if (mode === 'open' || hasSetupLink) return { title, text: t('account.signUpOpen'), allowed: true };
  return mode === 'closed'
    ? { title: t('account.signUpClosed'), text: t('account.signUpClosedText'), allowed: false }
    : { title: t('account.signUpByInvitation'), text: t('account.signUpByInvitationText'), allowed: false };
}
