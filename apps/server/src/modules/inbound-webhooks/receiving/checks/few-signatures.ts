import type { MessageCheck } from '../signed-message.ts';

/** Each signature is compared with each secret. A rotation needs two; a thousand would only waste our CPU time. */
const MAX = 10;

export const fewSignatures: MessageCheck = ({ message }) => message.signatures.split(' ').length <= MAX;
