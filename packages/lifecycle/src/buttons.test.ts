import { describe, expect, it } from 'vitest';
import { buttonsFor } from './buttons.ts';
import type { Status } from './status.ts';

const ATTEMPT = { id: 'a1' };
const ACCOUNT = { id: 'ca_1' };

type Shown = NonNullable<Parameters<typeof buttonsFor>[0]>;

function view(status: Status, more: Partial<Shown> = {}): Shown {
  return { app: { needsAuth: true }, status, reason: null, attempt: null, account: null, ...more };
}

const texts = (connection: Shown | null) => buttonsFor(connection).map(({ text }) => text);

describe('buttonsFor', () => {
  it('offers the buttons of the lifecycle table', () => {
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

  it('has no Reconnect when there is nothing to authorize', () => {
    const app = { slug: 'hackernews', name: 'Hacker News', logo: null, needsAuth: false };
    expect(texts(view('active', { app }))).toEqual(['Configure', 'Disconnect']);
  });

  it('has one primary button per status', () => {
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
