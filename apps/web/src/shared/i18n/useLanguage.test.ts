// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defineComponent, h } from 'vue';
import { chooseLanguage } from './choose-language.ts';
import RichText from './RichText.vue';
import { t } from './t.ts';
import { startLanguage, useLanguage } from './useLanguage.ts';

const browserSpeaks = (...languages: string[]) => vi.spyOn(navigator, 'languages', 'get').mockReturnValue(languages);

beforeEach(() => {
  localStorage.clear();
  browserSpeaks('en-US');
});
afterEach(async () => {
  browserSpeaks('en-US');
  await useLanguage().choose('system');
  vi.restoreAllMocks();
});

it.each([
  [['de-AT', 'en'], 'de'],
  [['fr', 'de'], 'de'],
  [['en-GB', 'de'], 'en'],
  [['fr'], 'en'],
  [[], 'en'],
])('of %o the page speaks %s', (wanted, code) => {
  expect(chooseLanguage(wanted)).toBe(code);
});

describe('the language', () => {
  it('is the browser’s until one is chosen', async () => {
    browserSpeaks('de-DE');
    await startLanguage();
    expect([t('shared.cancel'), document.documentElement.lang]).toEqual(['Abbrechen', 'de']);
    await useLanguage().choose('en');
    expect([t('shared.cancel'), document.documentElement.lang]).toEqual(['Cancel', 'en']);
    expect(localStorage.getItem('patchbay-language')).toBe('en');
  });

  it('changes in the other tabs too', async () => {
    await startLanguage();
    localStorage.setItem('patchbay-language', 'de');
    dispatchEvent(new StorageEvent('storage', { key: 'patchbay-language' }));
    await vi.waitFor(() => expect(t('shared.cancel')).toBe('Abbrechen'));
  });

  it('changes what is on the screen, with the markup inside of sentences', async () => {
    const page = mount(
      defineComponent(
        () => () =>
          h('p', [
            h(RichText, { message: 'account.signedInFrom', values: { address: '203.0.113.7' } }, { when: () => 'x' }),
          ]),
      ),
    );
    const shown = () => page.element.textContent;
    expect(shown()).toBe('Signed in x · from 203.0.113.7');
    await useLanguage().choose('de');
    expect(shown()).toBe('Angemeldet x · von 203.0.113.7');
  });
});
