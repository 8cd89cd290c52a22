import type { Request, Response } from 'express';

/** The session cookie's name on https until 2026-12. Any host of the same domain could set it. */
const FORMER = '__Secure-patchbay.session_token';

/** Whether this browser was signed out because its session cookie has the former name, which is not accepted. */
export function hasFormerCookie({ headers }: Pick<Request, 'headers'>): boolean {
  return (headers.cookie ?? '').split('; ').some((pair) => pair.startsWith(`${FORMER}=`));
}

/** Removes it once the person has signed in again, so that they are told only once. */
export function clearFormerCookie(res: Response): void {
  res.clearCookie(FORMER, { httpOnly: true, secure: true, sameSite: 'lax', path: '/' });
}
