import { afterEach, expect, it } from 'vitest';
import { giveBack, openerNow } from './opener.ts';

const PAGE = `
  <main id="content" tabindex="-1">
    <button id="more">More</button><button id="off" disabled>Disconnect</button>
    <div role="menu" aria-labelledby="more"><div role="menuitem" tabindex="-1" id="item">Remove</div></div>
  </main>`;

const focused = () => document.activeElement?.id;
const byId = (id: string) => document.getElementById(id);

afterEach(() => (document.body.innerHTML = ''));

it('is what was pressed; of an item of a menu, which goes, the button of the menu', () => {
  document.body.innerHTML = PAGE;
  expect(openerNow()).toBeNull();
  byId('more')?.focus();
  expect(openerNow()).toBe(byId('more'));
  byId('item')?.focus();
  expect(openerNow()).toBe(byId('more'));
});

it('gets the focus back, and the content where it cannot', () => {
  document.body.innerHTML = PAGE;
  giveBack(byId('more'));
  expect(focused()).toBe('more');
  giveBack(byId('off'));
  expect(focused()).toBe('content');
  const gone = byId('more');
  gone?.focus();
  gone?.remove();
  giveBack(gone);
  expect(focused()).toBe('content');
});
