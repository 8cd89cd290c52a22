/** The heading of the sign-in page. Pure. */
export function signInWords({ invited, signedOutByUpdate }: { invited: boolean; signedOutByUpdate: boolean }) {
  if (signedOutByUpdate)
    return {
      title: 'Please sign in again',
      text: 'An update made sign-in cookies safer, so everyone was signed out once. Nothing else changed.',
    };
  const text = invited
    ? 'You were invited to a workspace. Sign in with the invited address.'
    : 'Sign in to see what is connected.';
  return { title: 'Welcome back', text };
}
