import compression from 'compression';
import type { RequestHandler } from 'express';

/** Bytes. Smaller answers fit in a packet as they are. Answers whose size is not known before are compressed. */
const THRESHOLD = 1024;

/**
 * Compresses what is read, by brotli or gzip. Event streams are left alone, because they would be held back.
 *
 * BREACH (CVE-2013-3587) reads a secret from the length of an answer that also has text of the attacker, and needs a
 * browser to ask for it many times. Secrets of ours (keys, signing secrets, links of attempts) are only in answers to
 * POST, which are not compressed, and pages of other sites cannot make a browser read anything with its session: the
 * cookie is `SameSite=Lax`, and `requireSameOrigin` refuses them.
 */
export function compressAnswers(): RequestHandler {
  return compression({
    threshold: THRESHOLD,
    filter: (req, res) =>
      (req.method === 'GET' || req.method === 'HEAD') &&
      !String(res.getHeader('Content-Type')).startsWith('text/event-stream') &&
      compression.filter(req, res),
  });
}
