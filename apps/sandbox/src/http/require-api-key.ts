import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { ApiError } from './api-error.ts';

/** 401 unless the caller sends the expected `x-api-key`. */
export function requireApiKey(expected: string): RequestHandler {
  const expectedDigest = digest(expected);
  return (request, _response, next) => {
    const given = request.get('x-api-key');
    if (given !== undefined && timingSafeEqual(digest(given), expectedDigest)) return next();
    throw new ApiError({
      status: 401,
      code: 401,
      slug: 'HTTP_Unauthorized',
      message: given === undefined ? 'No API key was sent' : 'Invalid API key',
      suggestedFix: 'Send the project API key in the x-api-key header.',
    });
  };
}

// Digests have equal lengths for any input, as timingSafeEqual requires.
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
