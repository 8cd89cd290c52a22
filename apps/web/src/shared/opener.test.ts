// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import { restoreFocus, openerNow } from './opener.ts';

const PAGE = `
  <main id="content" tabindex="-1">
    <button id="more">More</button><button id="off" disabled>Disconnect</button>
    <div role="menu" aria-labelledby="more"><div role="menuitem" tabindex="-1" id="item">Remove</div></div>
  </main>`;

const focused = () => document.activeElement?.id;
const byId = (id: string) => document.getElementById(id);

afterEach(() => (document.body.innerHTML = ''));

it('is the pressed button; for a menu item, the button of the menu, because the item disappears', () => {
  document.body.innerHTML = PAGE;
  expect(openerNow()).toBeNull();
  byId('more')?.focus();
  expect(openerNow()).toBe(byId('more'));
  byId('item')?.focus();
  expect(openerNow()).toBe(byId('more'));
});

it('gets the focus back, or the page’s content does if that is not possible', () => {
  document.body.innerHTML = PAGE;
  restoreFocus(byId('more'));
  expect(focused()).toBe('more');
  restoreFocus(byId('off'));
  expect(focused()).toBe('content');
  const gone = byId('more');
  gone?.focus();
  gone?.remove();
  restoreFocus(gone);
  expect(focused()).toBe('content');
});
