/** @typedef {import('./schema-breaks.mjs').Break} Break */
/** @typedef {{ break: string, reason: string }} Announcement `break`: as the check prints it */

/**
 * What is wrong: breaks that were not announced, and announcements of none.
 *
 * @param {Break[]} breaks
 * @param {Announcement[]} announced
 */
export function judgeBreaks(breaks, announced) {
  const texts = breaks.map(({ kind, at }) => `${kind}: ${at}`);
  const known = new Set(announced.map(({ break: text }) => text));
  return [
    ...texts.filter((text) => !known.has(text)).map((text) => `not announced: ${text}`),
    ...announced.filter((each) => !each.reason).map((each) => `announced without a reason: ${each.break}`),
    ...[...known].filter((text) => !texts.includes(text)).map((text) => `announced, but not a break: ${text}`),
  ];
}
