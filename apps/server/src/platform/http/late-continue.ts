/* oxlint-disable no-underscore-dangle -- Node names the method that a stream is read by like this */
import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Answers `Expect: 100-continue` (RFC 9110, section 10.1.1) when the body is first read, which is after its sender was
 * admitted: Node's own answer would call for the body of a request that is refused.
 */
export function continueWhenRead(req: IncomingMessage, res: ServerResponse): void {
  const read = req._read.bind(req);
  req._read = (size) => {
    req._read = read;
    // A body that is read after the response is discarded.
    if (!res.headersSent) res.writeContinue();
    read(size);
  };
}
