import { describe, expect, it } from 'vitest';
import { buttonsFor } from './buttons.ts';
import type { ConnectionView } from './connection.view.ts';
import { connectionViewSchema } from './connection.view.ts';

const PERSON = { id: 'u1', name: 'Ada' };
const AT = '2026-01-01T00:00:00.000Z';
const ATTEMPT = { id: 'a1', step: 'waiting' as const, startedAt: AT, expiresAt: AT, startedBy: PERSON };
const ACCOUNT = { id: 'ca_1', identity: 'ada@example.com' };

function view(status: ConnectionView['status'], more: Partial<ConnectionView> = {}): ConnectionView {
  return connectionViewSchema.parse({
    id: 'c1',
    app: { slug: 'slack', name: 'Slack', logo: null, needsAuth: true },
    label: '',
    status,
    reason: null,
    attempt: null,
    account: null,
    addedBy: PERSON,
    connectedBy: null,
    connectedAt: null,
    createdAt: AT,
    updatedAt: AT,
    version: 1,
    ...more,
  } satisfies ConnectionView);
}

const texts = (connection: ConnectionView | null) => buttonsFor(connection).map(({ text }) => text);

describe('buttonsFor', () => {
  it('offers what the lifecycle table says', () => {
    expect(texts(null)).toEqual(['Add to workspace']);
    expect(texts(view('added'))).toEqual(['Connect', 'Remove']);
    expect(texts(view('pending', { attempt: ATTEMPT }))).toEqual(['Continue', 'Refresh status', 'Cancel']);
    expect(texts(view('active', { account: ACCOUNT }))).toEqual(['Configure', 'Reconnect', 'Disconnect']);
    expect(texts(view('expired', { account: ACCOUNT }))).toEqual(['Reconnect', 'Disconnect', 'Remove']);
  });

  it('lets a working connection finish or cancel its reconnect', () => {
    expect(texts(view('active', { account: ACCOUNT, attempt: ATTEMPT }))).toEqual([
      'Configure',
      'Continue',
      'Refresh status',
      'Cancel',
      'Disconnect',
    ]);
  });

  it('has no Reconnect where there is nothing to authorize', () => {
    const app = { slug: 'hackernews', name: 'Hacker News', logo: null, needsAuth: false };
    expect(texts(view('active', { app }))).toEqual(['Configure', 'Disconnect']);
  });

  it('names one primary button per status', () => {
    for (const connection of [
      null,
      view('added'),
      view('pending', { attempt: ATTEMPT }),
      view('active'),
      view('expired'),
    ]) {
      expect(buttonsFor(connection).filter(({ weight }) => weight === 'primary')).toHaveLength(1);
    }
  });
});
