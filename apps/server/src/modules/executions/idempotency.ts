import { z } from 'zod';

/** A caller's key for an operation that must run only once: visible ASCII, for example a UUID. */
export const idempotencyKey = z.string().regex(/^[!-~]{1,128}$/);

/** Milliseconds for which a key stands for what was done with it. */
export const KEPT_MS = 24 * 60 * 60 * 1000;
