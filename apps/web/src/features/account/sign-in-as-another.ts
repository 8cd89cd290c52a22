import { useAccount } from './account.ts';

/** For a link that is for another account of the same person, who then returns to it. */
export function useSignInAsAnother() {
  const { signOut } = useAccount();

  return async function signInAsAnother(next: string): Promise<void> {
    await signOut();
    // A page load, so that nothing of this account stays in memory.
    location.assign(`/sign-in?next=${encodeURIComponent(next)}`);
  };
}
