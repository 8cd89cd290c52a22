/**
 * The number of generated cases: a few hundred in the normal run, 10,000 in `npm run test:attack`, 100,000 with `--
 * --full`.
 */
export const CASES = { quick: 300, attack: 10_000, full: 100_000 }[size()];

/** The seed of every generator, so that a failure can be repeated; PATCHBAY_SEED sets another. */
export const SEED = Number(process.env['PATCHBAY_SEED'] ?? 20_261_122);

/** Milliseconds. */
export const LONG = CASES > 10_000 ? 600_000 : 60_000;

function size(): 'quick' | 'attack' | 'full' {
  const asked = process.env['PATCHBAY_ATTACK'];
  return asked === 'attack' || asked === 'full' ? asked : 'quick';
}
