/** An answer that is not what was asked for. Says why, for logs. */
export class UnwantedAnswer extends Error {}
