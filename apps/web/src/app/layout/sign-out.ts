import { useAccount } from '../../features/account/account.ts';
import { useAttempt } from '../../shared/useAttempt.ts';
import { t } from '../../shared/i18n/t.ts';

/** Signs out, and leaves with a page load, so that nothing of this account stays in memory. */
export function useSignOut() {
  const { signOut } = useAccount();
  const { attempt } = useAttempt();

  return () =>
    attempt(async () => {
      await signOut();
      location.assign('/sign-in');
    }, t('app.signOutFailed'));
}
