import type { ConnectConnection } from '@patchbay/contracts';
import { buttonsFor, END_USER_BUTTONS, STATUSES } from '@patchbay/lifecycle';
import { expect, it } from 'vitest';
import { hintOf, weightOf } from './card-texts.ts';

type Step = NonNullable<ConnectConnection['attempt']>['step'];

function connection(status: ConnectConnection['status'], step: Step | null = null): ConnectConnection {
  const app = { slug: 'slack', name: 'Slack', logo: null, needsAuth: true, asksFirst: false };
  const attempt = step && { id: 'a', step, startedAt: '', expiresAt: '' };
  return { id: 'c', app, label: '', status, reason: null, attempt, account: null, connectedAt: null, version: 1 };
}

const primary = (given: ConnectConnection) =>
  buttonsFor(given, END_USER_BUTTONS)
    .filter((button) => weightOf(button, given) === 'primary')
    .map(({ id }) => id);

it('only what has to be finished or repaired has a button that stands out', () => {
  expect(primary(connection('active'))).toEqual([]);
  expect(primary(connection('expired'))).toEqual(['reconnect']);
  expect(primary(connection('pending', 'waiting'))).toEqual(['continue']);
  expect(primary(connection('active', 'waiting'))).toEqual(['continue']);
});

it('nothing that takes something away stands out', () => {
  for (const status of STATUSES) {
    const given = connection(status);
    for (const button of buttonsFor(given, END_USER_BUTTONS).filter(({ id }) => id === 'disconnect' || id === 'cancel'))
      expect(weightOf(button, given)).toBe('quiet');
  }
});

it('an open attempt says what to do about it', () => {
  expect(hintOf(null)).toBeNull();
  expect(hintOf(connection('active'))).toBeNull();
  expect(hintOf(connection('pending', 'waiting'))).toBe('status.waiting');
  expect(hintOf(connection('active', 'waiting'))).toBe('status.reconnecting');
  expect(hintOf(connection('active', 'confirming'))).toBe('flow.confirming');
});
