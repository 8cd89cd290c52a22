/**
 * `weaknessOf`, whose dictionaries are loaded with the first password: with them a process is 60 MB larger, and most
 * processes never see a new password.
 */
export async function passwordWeakness(password: string, about: readonly unknown[]): Promise<string | undefined> {
  const { weaknessOf } = await import('./password-strength.ts');
  return weaknessOf(password, about);
}
