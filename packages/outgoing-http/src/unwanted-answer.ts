/** A response that is not what was expected. The message says why, for logs. */
export class UnwantedAnswer extends Error {}
