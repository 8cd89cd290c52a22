import type { MessageCheck } from '../signed-message.ts';

/** Seconds, into the past and into the future: the tolerance of Composio's own SDK. */
const TOLERANCE = 300;

/** Rejects replays: a recorded message has a valid signature, but an old timestamp. */
export const inTime: MessageCheck = ({ message, now }) =>
  Math.abs(now.getTime() / 1000 - Number(message.timestamp)) <= TOLERANCE;
