import type { Response } from 'express';
import type { SessionReturn } from '../flows/receive-session-return.ts';
import { pageHtml, withReturnData } from './page-file.ts';
import { setPageHeaders } from './page-headers.ts';

/**
 * Answers the return of an end user: on to the host where the window has no opener, otherwise a page of ours that gives the code to it.
 * Neither address is kept with a code anywhere: the first is the host's, and the second has none.
 */
export function sendReturnPage(
  res: Response,
  { data, isRedirect }: SessionReturn,
  { webDist }: { webDist: string },
): void {
  setPageHeaders(res);
  if (isRedirect && data.handOver) res.redirect(303, data.handOver.returnTo);
  else res.type('html').send(withReturnData(pageHtml(webDist), data));
}
