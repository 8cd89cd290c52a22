export { compareDecimals, isWhole, normalizedDecimal, sameDecimal } from './decimal.ts';
export { exactNumber, ExactNumber, plainNumber } from './exact-number.ts';
export { markNumbers, unmarkNumbers } from './mark-numbers.ts';
export { parseJson, UnkeptJsonError } from './parse-json.ts';
export { WRITES_EXACTLY, writeJson } from './write-json.ts';
