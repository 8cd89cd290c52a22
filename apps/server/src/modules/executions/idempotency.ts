import { z } from 'zod';

/** What a caller names one thing to be done once: visible ASCII. A UUID does well. */
export const idempotencyKey = z.string().regex(/^[!-~]{1,128}$/);

/** Milliseconds for which a key stands for what was done with it. */
export const KEPT_MS = 24 * 60 * 60 * 1000;
