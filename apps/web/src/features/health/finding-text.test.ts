import { FINDING_PARTS } from '@patchbay/contracts';
import { describe, expect, it } from 'vitest';
import { findingTitle, fixerOf, remedyText } from './finding-text.ts';

const subject = { id: 'c', name: 'Slack', label: 'Support', app: 'slack' };

describe('the title of a finding', () => {
  it('is the connection with its label, or the endpoint, or the part of the installation', () => {
    expect(findingTitle({ part: 'connection', subject })).toBe('Slack · Support');
    expect(findingTitle({ part: 'connection', subject: { ...subject, label: '' } })).toBe('Slack');
    const orders = { ...subject, name: 'Orders', label: '', app: null };
    expect(findingTitle({ part: 'endpoint', subject: orders })).toBe('Endpoint Orders');
    expect(findingTitle({ part: 'provider', subject: null })).toBe('Composio');
  });
});

describe('what to do about a finding', () => {
  const remedy = 'Do this.';

  it('is left to the button beside it, or said where a button is not all of it', () => {
    expect(remedyText({ part: 'webhook', code: 'webhook_missing', remedy }, true)).toBe('');
    expect(remedyText({ part: 'provider', code: 'provider_key_rejected', remedy }, true)).toBe(remedy);
  });

  it('for those who may not is whom to ask', () => {
    expect(remedyText({ part: 'provider', code: 'provider_key_rejected', remedy }, false)).toContain(
      'installation admin',
    );
    expect(remedyText({ part: 'endpoint', code: 'endpoint_failing', remedy }, false)).toBe('Ask an admin to fix this.');
  });

  it('is for admins of the workspace where it is theirs, and for those of the installation otherwise', () => {
    expect(FINDING_PARTS.filter((part) => fixerOf({ part }) === 'workspace')).toEqual(['endpoint', 'connection']);
  });
});
