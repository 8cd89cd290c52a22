/** How many cases a generator makes, and from where: `npm run test:attack -- --full` asks for ten times as many. */
export const CASES = process.env['PATCHBAY_ATTACK'] === 'full' ? 100_000 : 10_000;

/** The seed of every generator here, so that a failure comes again; PATCHBAY_SEED takes another. */
export const SEED = Number(process.env['PATCHBAY_SEED'] ?? 20_261_122);

/** Milliseconds. */
export const LONG = CASES > 10_000 ? 600_000 : 60_000;
