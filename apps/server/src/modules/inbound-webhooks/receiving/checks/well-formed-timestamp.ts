import type { MessageCheck } from '../signed-message.ts';

const SECONDS = /^\d{1,12}$/;

/** Digits only: `Number` would also parse `1e9`, `0x10` and spaces, although a different text was signed. */
export const wellFormedTimestamp: MessageCheck = ({ message }) => SECONDS.test(message.timestamp);
