import { t } from '../../shared/i18n/t.ts';

/** The heading of the sign-in page. Pure. */
export function signInWords({ invited, signedOutByUpdate }: { invited: boolean; signedOutByUpdate: boolean }) {
  if (signedOutByUpdate)
    return {
      title: t('account.signInAgain'),
      text: t('account.signInAgainText'),
    };
  const text = invited ? t('account.signInInvited') : t('account.signInText');
  return { title: t('account.welcomeBack'), text };
}
