import { describe, expect, it } from 'vitest';
import { factsOf } from './select-facts.ts';
import { asksFirst, needsSetup, type SchemeFacts, schemeViews } from './scheme-facts.ts';

const FACTS: SchemeFacts = {
  needsAuth: true,
  authSchemes: ['OAUTH2'],
  managedSchemes: [],
  ownSchemes: [],
  details: null,
};
const client = {
  name: 'client_id',
  label: 'Client ID',
  description: '',
  required: true,
  isSecret: false,
  default: null,
};
const detail = (scheme: string, setupFields = [client]) => ({
  scheme,
  isManaged: false,
  setupFields,
  fields: [],
  hintUrl: null,
  scopes: [],
});

describe('an app needs to be set up', () => {
  it.each<[string, Partial<SchemeFacts>, boolean]>([
    ['for OAuth without a client', {}, true],
    ['not where the provider has a client', { managedSchemes: ['OAUTH2'] }, false],
    ['not where the project has one', { ownSchemes: ['OAUTH2'] }, false],
    ['not for a client that registers itself', { authSchemes: ['DCR_OAUTH'] }, false],
    ['not for a key', { authSchemes: ['API_KEY'] }, false],
    ['not where one of several ways is free', { authSchemes: ['OAUTH2', 'API_KEY'] }, false],
    ['not where the details ask for nothing', { details: [detail('OAUTH2', [])] }, false],
    [
      'where the details ask for something, whatever the scheme',
      { authSchemes: ['S2S_OAUTH2'], details: [detail('S2S_OAUTH2')] },
      true,
    ],
    ['not without authentication', { needsAuth: false, authSchemes: ['NO_AUTH'] }, false],
  ])('%s', (_what, facts, needed) => {
    expect(needsSetup({ ...FACTS, ...facts })).toBe(needed);
  });
});

it('what can be used now comes first, and of that what is approved on a page', () => {
  const views = schemeViews({ ...FACTS, authSchemes: ['OAUTH1', 'API_KEY', 'OAUTH2'], managedSchemes: ['OAUTH2'] });
  expect(views.map(({ scheme, isReady }) => [scheme, isReady])).toEqual([
    ['OAUTH2', true],
    ['API_KEY', true],
    ['OAUTH1', false],
  ]);
});

it('connecting begins with a form where nothing is approved on a page, or something has to be set up', () => {
  const ask = (authSchemes: string[], isNeeded = false) =>
    asksFirst({ needsAuth: true, needsSetup: isNeeded, authSchemes });
  expect([ask(['OAUTH2', 'API_KEY']), ask(['API_KEY']), ask(['OAUTH2'], true), ask([])]).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

it('an upgraded catalog offered a key first until its next sync: what the provider has clients for was not known yet', () => {
  const row = {
    slug: 'github',
    needs_auth: true,
    needs_setup: false,
    auth_schemes: ['API_KEY', 'OAUTH2'],
    guide_url: null,
  };
  const unread = { own_schemes: null, schemes: null, has_endpoint: null, checked_at: null };
  const facts = factsOf({ ...row, ...unread, managed_schemes: null });
  expect(schemeViews(facts)[0]).toMatchObject({ scheme: 'OAUTH2', isReady: true });
});
