import type { MessageCheck } from '../signed-message.ts';

const ID = /^[A-Za-z0-9_-]{1,128}$/;

/**
 * Narrower than the sender's promise: the signed text is `id.timestamp.body`, and an id that may hold a dot could move
 * the border between the three (Standard Webhooks, "Signature scheme").
 */
export const wellFormedId: MessageCheck = ({ message }) => ID.test(message.id);
