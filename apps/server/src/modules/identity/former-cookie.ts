import type { Request, Response } from 'express';

/** What the session's cookie was called on https until 2026-12. Any site of the same domain could set it. */
const FORMER = '__Secure-patchbay.session_token';

/** Whether this browser was signed out because its session's cookie is not accepted under its former name. */
export function hasFormerCookie({ headers }: Pick<Request, 'headers'>): boolean {
  return (headers.cookie ?? '').split('; ').some((pair) => pair.startsWith(`${FORMER}=`));
}

/** Removes it once the person is signed in again, so that they are told once. */
export function clearFormerCookie(res: Response): void {
  res.clearCookie(FORMER, { httpOnly: true, secure: true, sameSite: 'lax', path: '/' });
}
