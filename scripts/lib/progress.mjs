/** @param {number} since a `performance.now()` */
export const elapsed = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** @param {string} line */
export const say = (line) => console.log(line);

/**
 * Ends the script with a message for a person instead of a stack.
 * @param {string} message
 * @returns {never}
 */
export function giveUp(message) {
  console.error(`\n${message}`);
  process.exit(1);
}

/** The last lines of a command's output, which nearly always name the error. @param {string} output */
export const lastLines = (output) => output.trim().split('\n').slice(-30).join('\n');
