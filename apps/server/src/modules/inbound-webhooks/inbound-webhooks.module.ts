import type { ServerModule } from '../../platform/server-module.ts';
import type { ConnectionEffects, PersonalData } from '../connections/index.ts';
import { eraseMessages } from './erase-messages.ts';
import { handleWebhookJobs, type WebhookJobsDeps } from './inbound-webhooks.jobs.ts';
import { INBOX_TOPIC } from './receiving/inbox.ts';
import { reconsiderAccount } from './routing/unmatched-messages.ts';
import { InboxMessage } from './receiving/inbox-message.entity.ts';
import { MessageDigest } from './receiving/message-digest.entity.ts';
import { WebhookSource } from './registration/webhook-source.entity.ts';
import { DeadLetter } from './routing/dead-letter.entity.ts';
import { QueuedMessage } from './routing/queued-message.entity.ts';
import { UnmatchedMessage } from './routing/unmatched-message.entity.ts';

type InboundWebhooksModuleDeps = WebhookJobsDeps & { effects: ConnectionEffects; personalData: PersonalData };

/** Receives the provider's webhooks, routes their messages to workspaces, and registers the webhook. */
export const inboundWebhooksModule = {
  name: 'inbound-webhooks',
  entities: [DeadLetter, InboxMessage, MessageDigest, QueuedMessage, UnmatchedMessage, WebhookSource],
  register(deps: InboundWebhooksModuleDeps) {
    handleWebhookJobs(deps);
    deps.personalData.register(eraseMessages);
    // A message may arrive before the response that connects its account.
    deps.effects.register({
      armTriggers: async ({ tx }, { accountId }) => {
        if (!accountId) return;
        await reconsiderAccount(tx, accountId);
        deps.changes.notifyAfterCommit(tx, INBOX_TOPIC);
      },
    });
  },
} satisfies ServerModule<InboundWebhooksModuleDeps>;
