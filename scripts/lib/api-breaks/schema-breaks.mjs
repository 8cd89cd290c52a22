/**
 * What of a schema's change breaks a program that was written for the earlier one. An input must go on to accept everything that it
 * accepted; an answer must go on to be what it was, where only fields and values of enumerations may be added.
 */

/** @typedef {Record<string, any>} Schema without references */
/** @typedef {'input' | 'output'} Direction */
/** @typedef {{ kind: string, at: string }} Break */
/** @typedef {{ before: Schema, after: Schema, at: string, direction: Direction }} Change */

/** Limits of an input: it is narrower when it has become greater, or less. */
const GREATER_IS_NARROWER = ['minLength', 'minimum', 'exclusiveMinimum', 'minItems', 'minProperties'];
const LESS_IS_NARROWER = ['maxLength', 'maximum', 'exclusiveMaximum', 'maxItems', 'maxProperties'];
const DIFFERENT_IS_NARROWER = ['pattern', 'format', 'multipleOf', 'uniqueItems'];

/**
 * @param {Change} change
 * @returns {Break[]}
 */
export function schemaBreaks({ before, after, at, direction }) {
  const [olds, news] = [alternativesOf(before), alternativesOf(after)];
  // Each alternative of the one must be among those of the other: for an input, what was accepted; for an answer, what can come.
  const [these, those] = direction === 'input' ? [olds, news] : [news, olds];
  const forgotten = direction === 'input' ? [] : enumBreaks(before, after, at);
  return [
    ...forgotten,
    ...these.flatMap((one) => fewest(those.map((other) => compare(one, other, { at, direction })))),
  ];
}

/** @param {Schema} one @param {Schema} other @param {{ at: string, direction: Direction }} where */
function compare(one, other, { at, direction }) {
  const [before, after] = direction === 'input' ? [one, other] : [other, one];
  if (!hasType(before, after, direction))
    return [{ kind: direction === 'input' ? 'type narrowed' : 'type changed', at }];
  const change = { before, after, at, direction };
  const own = direction === 'input' ? [...enumBreaks(before, after, at), ...limitBreaks(change)] : [];
  return [...own, ...propertyBreaks(change), ...itemBreaks(change)];
}

/** A schema without a type is any value. @param {Schema} before @param {Schema} after @param {Direction} direction */
function hasType(before, after, direction) {
  const [from, to] = [typeOf(before), typeOf(after)];
  if (from === to) return true;
  const [narrow, wide] = direction === 'input' ? [from, to] : [to, from];
  return wide === undefined || (narrow === 'integer' && wide === 'number');
}

/** @param {Schema} schema */
function typeOf({ type, const: value, properties }) {
  if (type !== undefined) return type;
  if (value !== undefined) return value === null ? 'null' : typeof value;
  return properties ? 'object' : undefined;
}

/** @param {Schema} before @param {Schema} after @param {string} at */
function enumBreaks(before, after, at) {
  const [from, to] = [valuesOf(before), valuesOf(after)];
  if (!to) return [];
  if (!from) return [{ kind: 'type narrowed', at }];
  return from
    .filter((value) => !to.includes(value))
    .map((value) => ({ kind: 'enum value removed', at: `${at}=${String(value)}` }));
}

/** @param {Schema} schema @returns {unknown[] | undefined} */
function valuesOf(schema) {
  if (schema.enum) return schema.enum;
  return schema.const === undefined ? undefined : [schema.const];
}

/** @param {Change} change */
function limitBreaks({ before, after, at }) {
  const isTighter = (name, sign) =>
    after[name] !== undefined && !(sign * after[name] <= sign * (before[name] ?? -sign * Infinity));
  const tighter = [
    ...GREATER_IS_NARROWER.filter((name) => isTighter(name, 1)),
    ...LESS_IS_NARROWER.filter((name) => isTighter(name, -1)),
    ...DIFFERENT_IS_NARROWER.filter((name) => after[name] !== undefined && after[name] !== before[name]),
  ];
  const closed =
    after.additionalProperties === false && before.additionalProperties !== false ? ['additionalProperties'] : [];
  return [...tighter, ...closed].map((name) => ({ kind: 'type narrowed', at: `${at} (${name})` }));
}

/** @param {Change} change @returns {Break[]} */
function propertyBreaks({ before, after, at, direction }) {
  const [from, to] = [before.properties ?? {}, after.properties ?? {}];
  const names = Object.keys(from);
  const removed = names.filter((name) => !(name in to)).map((name) => ({ kind: 'field removed', at: `${at}.${name}` }));
  const kept = names.filter((name) => name in to);
  const inner = kept.flatMap((name) =>
    schemaBreaks({ before: from[name], after: to[name], at: `${at}.${name}`, direction }),
  );
  return [...removed, ...inner, ...requiredBreaks({ before, after, at, direction })];
}

/** @param {Change} change @returns {Break[]} */
function requiredBreaks({ before, after, at, direction }) {
  const [from, to] = [before.required ?? [], after.required ?? []];
  if (direction === 'input') {
    const added = to.filter((/** @type {string} */ name) => !from.includes(name));
    return added.map((name) => ({ kind: 'required input added', at: `${at}.${name}` }));
  }
  const gone = from.filter((/** @type {string} */ name) => !to.includes(name) && name in (after.properties ?? {}));
  return gone.map((name) => ({ kind: 'field no longer always there', at: `${at}.${name}` }));
}

/** @param {Change} change @returns {Break[]} */
function itemBreaks({ before, after, at, direction }) {
  const parts = ['items', 'additionalProperties'].filter(
    (name) => typeof before[name] === 'object' && typeof after[name] === 'object',
  );
  return parts.flatMap((name) => schemaBreaks({ before: before[name], after: after[name], at: `${at}[]`, direction }));
}

/** `type: [string, null]` and `anyOf` say the same. @param {Schema} schema @returns {Schema[]} */
function alternativesOf(schema) {
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return options.flatMap(alternativesOf);
  if (!Array.isArray(schema.type)) return [schema];
  return schema.type.map((/** @type {string} */ type) => ({ ...schema, type }));
}

/** @param {Break[][]} candidates */
function fewest(candidates) {
  return candidates.reduce((best, each) => (each.length < best.length ? each : best), candidates[0] ?? []);
}
