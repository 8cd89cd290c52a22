import { v7 } from 'uuid';
import { z } from 'zod';

/** Fresh identifiers: UUID version 7, so that index pages fill in order. */
export type NewId = () => string;

/** Bytes of randomness that one id takes. */
const EACH = 16;
/** Asked of the system for many ids at once: there the question costs more than the answer. */
const randomness = Buffer.alloc(EACH * 256);
let used = randomness.length;
let msecs = 0;
let seq = 0;

/** Later ids of this process are greater, also within a millisecond (RFC 9562, section 6.2, method 1). */
export const newId: NewId = () => {
  if (used === randomness.length) {
    crypto.getRandomValues(randomness);
    used = 0;
  }
  const random = randomness.subarray(used, (used += EACH));
  const now = Date.now();
  if (now > msecs) [msecs, seq] = [now, random.readUInt32BE() >>> 1];
  else seq += 1;
  return v7({ random, msecs, seq });
};

/** An id from outside. A string and nothing else: an object such as `{"$ne": null}` would be a query operator. */
export const idSchema = z.uuid();
