import express, { type RequestHandler } from 'express';
import type { Clock } from '../../../platform/clock.ts';
import { databaseErrorCode } from '../../../platform/errors/database-error.ts';
import { answerWithError } from '../../../platform/http/answer-with-error.ts';
import { limitBodies } from '../../../platform/http/limit-bodies.ts';
import type { OpenBodies } from '../../../platform/http/open-bodies.ts';
import type { NewId } from '../../../platform/ids.ts';
import { firstFailedCheck } from './checks/index.ts';
import type { Inbox } from './inbox.ts';
import { signedMessage, type SignedMessage } from './signed-message.ts';
import type { WebhookMetrics } from './webhook-metrics.ts';
import { accountOf, recognizeMessage } from '../routing/webhook-message.ts';
import type { WebhookSecrets } from '../registration/webhook-secrets.ts';

/** Bytes. Apps put whole documents into events; anything larger must be fetched with an action. */
const MAX_BYTES_IN_A_BODY = 1024 * 1024;

export interface ReceiverDeps {
  clock: Clock;
  newId: NewId;
  inbox: Inbox;
  knownSecrets: WebhookSecrets;
  webhookMetrics: WebhookMetrics;
  bodies: OpenBodies;
}

/**
 * `POST /webhooks/composio`: verify the bytes, then parse them, then store, then acknowledge. Must be mounted before
 * any middleware that reads bodies. A sender retries unless it gets a 2xx, so anything but a forgery may be answered
 * with 503.
 */
export function receiverRoute(deps: ReceiverDeps): RequestHandler[] {
  return [
    shed(deps),
    refuseEarly(deps),
    limitBodies(deps.bodies, { maxBytes: MAX_BYTES_IN_A_BODY, webhooks: true }),
    express.raw({ type: () => true, inflate: false, limit: MAX_BYTES_IN_A_BODY }),
    receive(deps),
  ];
}

/** Before the body is read: a message that cannot be stored soon is better retried later than kept in memory. */
function shed({ inbox, webhookMetrics }: Pick<ReceiverDeps, 'inbox' | 'webhookMetrics'>): RequestHandler {
  return (_req, res, next) => {
    if (!inbox.isFull) return next();
    webhookMetrics.received.inc({ outcome: 'shed' });
    answerWithError(res, 'OVERLOADED');
  };
}

/** Rejects by the headers alone, so that the body of a message without a valid signature format is not read. */
function refuseEarly({ clock, webhookMetrics }: Pick<ReceiverDeps, 'clock' | 'webhookMetrics'>): RequestHandler {
  return (req, res, next) => {
    const message = signedMessage(req.headers, Buffer.alloc(0));
    const objection = firstFailedCheck({ message, secrets: [], now: clock.now() });
    // Without a secret the signature check always fails, and it is the last one.
    if (objection === 'signature') return next();
    webhookMetrics.refused.inc({ check: objection ?? 'signature' });
    answerWithError(res, 'WEBHOOK_UNVERIFIED');
  };
}

function receive({ clock, newId, inbox, knownSecrets, webhookMetrics }: ReceiverDeps): RequestHandler {
  return async (req, res) => {
    const message = signedMessage(req.headers, Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0));
    try {
      const known = await knownSecrets.read();
      if (known.length === 0) return answerWithError(res, 'WEBHOOK_NOT_READY');
      const objection = await objectionOf(message, known);
      if (objection) {
        webhookMetrics.refused.inc({ check: objection });
        return answerWithError(res, 'WEBHOOK_UNVERIFIED');
      }
      const { id: messageId, body } = message;
      const read = recognizeMessage(body);
      const [kind, accountId] = [read.kind, accountOf(read)];
      const outcome = await inbox.add({ id: newId(), messageId, receivedAt: clock.now(), body, kind, accountId });
      webhookMetrics.received.inc({ outcome });
      // In one piece, with its length: `res.json` would compute an ETag that no sender reads.
      res.setHeader('content-type', 'application/json').end(`{"outcome":"${outcome}"}`);
    } catch (error) {
      if (databaseErrorCode(error)) webhookMetrics.received.inc({ outcome: 'unavailable' });
      throw error; // the error handler answers 503 with Retry-After for database errors
    }
  };

  /**
   * The secret may have been rotated since it was cached, so a failed signature is checked once more with a fresh
   * one.
   */
  async function objectionOf(message: SignedMessage, known: readonly string[]) {
    const first = firstFailedCheck({ message, secrets: known, now: clock.now() });
    if (first !== 'signature') return first;
    const fresh = await knownSecrets.read({ doubtful: true });
    return fresh === known ? first : firstFailedCheck({ message, secrets: fresh, now: clock.now() });
  }
}
