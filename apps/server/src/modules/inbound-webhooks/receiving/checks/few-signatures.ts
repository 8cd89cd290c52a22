import type { MessageCheck } from '../signed-message.ts';

/** Each has to be compared with each secret; a rotation needs two, and a thousand are an attempt to keep us busy. */
const MOST = 10;

export const fewSignatures: MessageCheck = ({ message }) => message.signatures.split(' ').length <= MOST;
