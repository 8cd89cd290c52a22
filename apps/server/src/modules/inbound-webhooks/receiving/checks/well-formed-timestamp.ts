import type { MessageCheck } from '../signed-message.ts';

const SECONDS = /^\d{1,12}$/;

/** Digits only: `Number` would also read `1e9`, `0x10` and blanks, each of which was signed as another text. */
export const wellFormedTimestamp: MessageCheck = ({ message }) => SECONDS.test(message.timestamp);
