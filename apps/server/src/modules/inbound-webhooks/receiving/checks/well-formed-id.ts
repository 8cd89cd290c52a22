import type { MessageCheck } from '../signed-message.ts';

const ID = /^[A-Za-z0-9_-]{1,128}$/;

/**
 * Narrower than what the sender may send: the signed text is `id.timestamp.body`, so an id with a dot could move the
 * boundary between the three (Standard Webhooks, "Signature scheme").
 */
export const wellFormedId: MessageCheck = ({ message }) => ID.test(message.id);
