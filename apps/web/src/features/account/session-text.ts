/** What is said of a password that was changed, and of the sessions that ended with it. */
export function changedText(ended: number): string {
  return `Your password is changed. ${ended > 0 ? endedText(ended) : ''}`.trim();
}

export function endedText(ended: number): string {
  if (ended === 0) return 'You were signed in nowhere else.';
  return ended === 1 ? 'One other session has ended.' : `${ended} other sessions have ended.`;
}

/** The name of a session as a person would say it; an unknown user agent is some program. */
export function sessionName({ browser }: { browser: string | null }): string {
  return browser ?? 'Another program';
}
