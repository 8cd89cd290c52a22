import { v7 } from 'uuid';
import { z } from 'zod';
import { type Clock, systemClock } from './clock.ts';

/** New identifiers: UUID version 7, so that index pages fill in order. */
export type NewId = () => string;

/** Bytes of randomness that one id takes. */
const EACH = 16;
/** Asked of the system for many ids at once: there the question costs more than the answer. */
const randomness = Buffer.alloc(EACH * 256);
let used = randomness.length;

/**
 * Ids whose time is that of `clock`. Later ones of this process are greater, also within a millisecond and when the clock is
 * set back (RFC 9562, section 6.2, method 1).
 */
export function idsBy(clock: Clock): NewId {
  let msecs = 0;
  let seq = 0;
  return () => {
    const random = nextRandom();
    const now = clock.now().getTime();
    if (now > msecs) [msecs, seq] = [now, random.readUInt32BE() >>> 1];
    else seq += 1;
    return v7({ random, msecs, seq });
  };
}

/** Uses this process's own clock: for tests and tools. */
export const newId = idsBy(systemClock);

function nextRandom(): Buffer {
  if (used === randomness.length) {
    crypto.getRandomValues(randomness);
    used = 0;
  }
  return randomness.subarray(used, (used += EACH));
}

/** An id from outside. Only a string: an object such as `{"$ne": null}` would be a query operator. */
export const idSchema = z.uuid();
