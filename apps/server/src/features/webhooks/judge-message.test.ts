import { describe, expect, it } from 'vitest';
import { type AccountOwner, judgeMessage } from './judge-message.ts';
import type { WebhookMessage } from './webhook-message.ts';

const owner: AccountOwner = { accountId: 'ca_1', workspaceId: 'w1', connectionId: 'c1', appSlug: 'github', isCurrent: true };
const expired = (workspaceId: string | null): WebhookMessage => ({ kind: 'account_expired', accountId: 'ca_1', workspaceId });

describe('judgeMessage', () => {
  it.each<[string, WebhookMessage, AccountOwner | undefined, string]>([
    ['accepts what names the owner', expired('w1'), owner, 'accepted'],
    ['accepts what names nobody', expired(null), owner, 'accepted'],
    ['quarantines what names another workspace', expired('w2'), owner, 'foreign'],
    ['keeps what names no account of ours', expired('w1'), undefined, 'unknown'],
    ['keeps what is of no known type', { kind: 'unknown', type: 'composio.new' }, owner, 'unknown'],
    ['keeps what it cannot read', { kind: 'malformed' }, owner, 'malformed'],
  ])('%s', (_, message, known, verdict) => {
    expect(judgeMessage(message, known).verdict).toBe(verdict);
  });
});
