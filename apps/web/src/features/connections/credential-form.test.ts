import type { AppScheme } from '@patchbay/contracts';
import { TRPCClientError } from '@trpc/client';
import { effectScope } from 'vue';
import { describe, expect, it } from 'vitest';
import { firstScheme, schemeText } from './scheme-text.ts';
import { useCredentialForm } from './useCredentialForm.ts';

const field = (name: string, more: object = {}) => ({
  name,
  label: 'API key',
  description: '',
  required: true,
  isSecret: true,
  default: null,
  ...more,
});

const KEY: AppScheme = {
  scheme: 'API_KEY',
  kind: 'credentials',
  isReady: true,
  isOwn: false,
  fields: [field('key'), field('base_url', { label: 'Base URL', required: false, default: 'https://api.example' })],
  hintUrl: null,
  scopes: [],
};

const inScope = () => effectScope().run(() => useCredentialForm(() => KEY))!;

describe('the form of a key', () => {
  it('begins with the defaults, and says what is missing once it is sent', async () => {
    const form = inScope();
    expect(form.values.value).toEqual({ key: '', base_url: 'https://api.example' });
    expect(form.errors.value).toEqual({});
    expect(await form.submit(() => Promise.reject(new Error('not sent')))).toBe(false);
    expect(form.errors.value).toEqual({ key: 'API key is required.' });
  });

  it('sends what was pasted without the blanks around it, and leaves out what is empty', async () => {
    const form = inScope();
    form.values.value = { key: '  sk-1 ', base_url: '' };
    let sent: object = {};
    expect(
      await form.submit((credentials) => {
        sent = credentials;
        return Promise.resolve();
      }),
    ).toBe(true);
    expect(sent).toEqual({ key: 'sk-1' });
  });

  it('shows what the server says of a field at that field, and the rest beside the button', async () => {
    const form = inScope();
    form.values.value = { ...form.values.value, key: 'x' };
    const data = { errorCode: 'INPUT_INVALID', fields: { 'credentials.key': 'This is too long.' } };
    const refusal = Object.assign(new TRPCClientError('refused'), { data });
    await form.submit(() => Promise.reject(refusal));
    expect([form.errors.value, form.failure.value]).toEqual([{ key: 'This is too long.' }, null]);
    const other = Object.assign(new TRPCClientError('refused'), { data: { errorCode: 'CREDENTIALS_REFUSED' } });
    form.values.value = { ...form.values.value, key: 'y' };
    await form.submit(() => Promise.reject(other));
    expect([form.errors.value, form.failure.value]).toEqual([{}, other]);
  });
});

describe('ways to connect', () => {
  const OAUTH: AppScheme = { ...KEY, scheme: 'OAUTH2', kind: 'consent', fields: [] };

  it('say what each needs', () => {
    expect(schemeText(OAUTH, 'Notion').needs).toBe('Approve access on Notion’s page.');
    expect(schemeText({ ...OAUTH, isReady: false }, 'X').needs).toBe('Needs your own OAuth client.');
    expect(schemeText(KEY, 'OpenAI').needs).toBe('Needs: API key.');
    expect(schemeText({ ...KEY, fields: null }, 'OpenAI').needs).toBe('Enter your API key.');
  });

  it('begin with the one that was asked for, else with one that can be used', () => {
    const off = { ...OAUTH, isReady: false };
    expect(firstScheme([off, KEY], null)?.scheme).toBe('API_KEY');
    expect(firstScheme([off, KEY], 'OAUTH2')?.scheme).toBe('OAUTH2');
    expect(firstScheme([], null)).toBeNull();
  });
});
