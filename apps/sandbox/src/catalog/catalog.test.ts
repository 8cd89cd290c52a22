import { describe, expect, it } from 'vitest';
import { testSandbox } from '../test-support/test-sandbox.ts';
import { read, webhook } from './app-source.ts';
import type { AppSource } from './app-source.ts';
import { catalogOf } from './built-in-catalog.ts';
import { displayName } from './display-name.ts';
import { objectSchema } from './field-list.ts';
import { text } from './fields.ts';

const app: AppSource = {
  slug: 'my_app',
  name: 'My App',
  about: 'An app.',
  url: null,
  categories: ['crm'],
  fields: { color: text('Favorite color.') },
  actions: { LIST_COLORS: read('Lists colors.', 'color! limit') },
  triggers: { COLOR_CHANGED: webhook('Fires.', 'color') },
  does: 'company: list get create; task: complete',
  fires: 'company: created',
};

describe('the notation of apps', () => {
  it('turns a field list into an object schema', () => {
    expect(objectSchema('color! limit', { color: text('Favorite color.') })).toMatchObject({
      type: 'object',
      required: ['color'],
      properties: { color: { title: 'Color', description: 'Favorite color.' }, limit: { type: 'integer' } },
    });
  });

  it('refuses a field, a verb and an app that are not declared', () => {
    expect(() => objectSchema('nothing')).toThrow('no field is called "nothing"');
    expect(() => objectSchema('constructor')).toThrow('no field');
    expect(() => catalogOf([{ ...app, does: 'task: juggle' }])).toThrow('no verb is called "juggle"');
    expect(catalogOf([app]).toolkit('nothing')).toBeUndefined();
    expect(catalogOf([app]).tools('nothing')).toEqual([]);
  });

  it('expands the short form', () => {
    const catalog = catalogOf([app]);
    expect(catalog.tools('my_app').map((tool) => tool.slug)).toEqual([
      'MY_APP_LIST_COLORS',
      'MY_APP_LIST_COMPANIES',
      'MY_APP_GET_COMPANY',
      'MY_APP_CREATE_COMPANY',
      'MY_APP_COMPLETE_TASK',
    ]);
    expect(catalog.tool('MY_APP_GET_COMPANY')?.input.required).toEqual(['company_id']);
    expect(catalog.tool('MY_APP_LIST_COMPANIES')).toMatchObject({
      readOnly: true,
      description: 'Lists the companies in My App.',
    });
    expect(catalog.triggerTypes('my_app').map((trigger) => trigger.slug)).toEqual([
      'MY_APP_COLOR_CHANGED',
      'MY_APP_COMPANY_CREATED_TRIGGER',
    ]);
  });

  it('spells names', () => {
    expect(displayName('GET_PDF_URL')).toBe('Get PDF URL');
  });
});

describe('another catalog', () => {
  it('of 1,540 apps is served like the built-in one', async () => {
    const many = Array.from({ length: 1540 }, (_, index) => ({ ...app, slug: `app_${index}`, name: `App ${index}` }));
    const sandbox = await testSandbox({ catalog: catalogOf(many) });
    const { body } = await sandbox.api('GET', '/toolkits?limit=1000');
    expect(body).toMatchObject({ total_items: 1540, total_pages: 2, next_cursor: expect.any(String) });
    expect((await sandbox.api('GET', '/tools/APP_1539_LIST_COLORS')).status).toBe(200);
  });
});
