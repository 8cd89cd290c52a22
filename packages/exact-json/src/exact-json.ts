export { compareDecimals, isWhole, normalizedDecimal } from './decimal.ts';
export { exactNumber, ExactNumber, plainNumber } from './exact-number.ts';
export { parseJson, UnkeptJsonError } from './parse-json.ts';
export { WRITES_EXACTLY, writeJson } from './write-json.ts';
