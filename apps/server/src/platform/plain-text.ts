import { z } from 'zod';

/**
 * A line of text that a person typed, trimmed, at most `most` characters. No control characters, of which NUL cannot be
 * stored at all; no halves of characters; and no marks that turn the writing direction of what stands beside it.
 */
export function plainText(most: number) {
  return z
    .string()
    .trim()
    .max(most)
    .regex(/^[^\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]*$/u, 'has characters that no text has');
}
