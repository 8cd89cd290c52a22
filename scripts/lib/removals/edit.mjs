/**
 * What takes a check out of a file: the exact text, which is there once, and what stands in its place.
 * @typedef {{ file: string, text: string, into: string }} Edit
 */

/**
 * A check of connect sessions, and the test that fails without it. More than one edit: several checks keep the same attack out, and
 * only without all of them is it seen. `locks` names them.
 * @typedef {object} Removal
 * @property {string} name
 * @property {string[]} attacks C1 to C11: those that it keeps out
 * @property {Edit[]} edits
 * @property {{ file: string, title: string }} test `title`: a part of the test's own title
 * @property {string} [locks]
 */

/** Takes the text out. @param {string} file @param {string} text @returns {Edit} */
export const cut = (file, text) => ({ file, text, into: '' });

/** Puts another text in its place. @param {string} file @param {[text: string, into: string]} edit @returns {Edit} */
export const turn = (file, [text, into]) => ({ file, text, into });

/**
 * Throws when the text is not there exactly once: the check was moved or changed, and its removal has to follow.
 * @param {string} source
 * @param {Edit} edit
 */
export function editedText(source, { file, text, into }) {
  const [before, after, ...more] = source.split(text);
  if (after === undefined || more.length > 0) {
    throw new Error(`${file} has this text ${after === undefined ? 'nowhere' : 'more than once'}: ${text}`);
  }
  return `${before}${into}${after}`;
}
