import { expect, it } from 'vitest';
import { snippetsFor } from './code-snippets.ts';

const facts = { baseUrl: 'https://patchbay.example', workspaceId: 'w-1', connectionId: 'c-1', action: 'SLACK_SEND' };

it('fills in what is real', () => {
  for (const { code } of snippetsFor(facts)) {
    for (const real of Object.values(facts)) expect(code).toContain(real);
    expect(code).not.toContain('pb_');
  }
});

it('says where an action belongs when none is enabled', () => {
  for (const { code } of snippetsFor({ ...facts, action: null })) expect(code).toContain('AN_ENABLED_ACTION');
});

it('calls the version of the API that stays: /api ends in 2027', () => {
  for (const { code } of snippetsFor(facts)) expect(code).not.toMatch(/\/api\/(?!v1\/)/);
});
