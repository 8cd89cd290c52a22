import type { Status } from '@patchbay/lifecycle';
import { describe, expect, it } from 'vitest';
import { cardButton, connectedText, leadingConnection } from './app-summary.ts';

function app(...statuses: Status[]) {
  return {
    slug: 'slack',
    name: 'Slack',
    description: '',
    logo: null,
    categories: [],
    authSchemes: ['OAUTH2'],
    needsAuth: true,
    needsSetup: false,
    asksFirst: false,
    actionsCount: 1,
    triggersCount: 1,
    connections: statuses.map((status, index) => ({ id: `c${index}`, label: '', status, reason: null })),
  };
}

describe('cardButton', () => {
  it.each([
    [[], 'add'],
    [['added'], 'connect'],
    [['pending'], 'continue'],
    [['active'], 'configure'],
    [['expired'], 'reconnect'],
  ] as [Status[], string][])('for %j it is %s', (statuses, id) => {
    expect(cardButton(app(...statuses)).id).toBe(id);
  });
});

describe('leadingConnection', () => {
  it('is the one that most needs attention', () => {
    expect(leadingConnection(app('added', 'active', 'expired'))?.status).toBe('expired');
    expect(leadingConnection(app('active', 'pending'))?.status).toBe('pending');
    expect(leadingConnection(app())).toBeNull();
  });
});

it('of several connections says how many work: it said “Connected ×8” of eight of which five did', () => {
  expect(connectedText(app('active', 'added', 'active'))).toBe('2 of 3 connected');
  expect(connectedText(app('active'))).toBeUndefined();
});
