import { describe, expect, it } from 'vitest';
import { type AccountOwner, judgeMessage } from './judge-message.ts';
import type { WebhookMessage } from './webhook-message.ts';

const owner: AccountOwner = {
  accountId: 'ca_1',
  workspaceId: 'w1',
  connectionId: 'c1',
  appSlug: 'github',
  isCurrent: true,
};
const expired = (workspaceId: string | null): WebhookMessage => ({
  kind: 'account_expired',
  accountId: 'ca_1',
  workspaceId,
});

describe('judgeMessage', () => {
  it.each<[string, WebhookMessage, string, AccountOwner?]>([
    ['accepts what names the owner', expired('w1'), 'accepted', owner],
    ['accepts what names no workspace', expired(null), 'accepted', owner],
    ['quarantines what names another workspace', expired('w2'), 'foreign', owner],
    ['keeps what names no account of ours', expired('w1'), 'unknown'],
    ['keeps what is of no known type', { kind: 'unknown', type: 'composio.new' }, 'unknown', owner],
    ['keeps what it cannot read', { kind: 'malformed' }, 'malformed', owner],
  ])('%s', (...[, message, verdict, known]) => {
    expect(judgeMessage(message, known).verdict).toBe(verdict);
  });
});
