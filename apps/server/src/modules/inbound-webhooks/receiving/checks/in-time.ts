import type { MessageCheck } from '../signed-message.ts';

/** Seconds, into the past and into the future: the tolerance of Composio's own SDK. */
const TOLERANCE = 300;

/** What was recorded somewhere and is sent again later has a signature that holds, and a time that does not. */
export const inTime: MessageCheck = ({ message, now }) =>
  Math.abs(now.getTime() / 1000 - Number(message.timestamp)) <= TOLERANCE;
