/** The message after a password change, with the number of sessions that ended. */
export function changedText(ended: number): string {
  return `Your password is changed. ${ended > 0 ? endedText(ended) : ''}`.trim();
}

export function endedText(ended: number): string {
  if (ended === 0) return 'You were signed in nowhere else.';
  return ended === 1 ? 'One other session has ended.' : `${ended} other sessions have ended.`;
}

/** The display name of a session; an unknown user agent is called a program. */
export function sessionName({ browser }: { browser: string | null }): string {
  return browser ?? 'Unknown client';
}
