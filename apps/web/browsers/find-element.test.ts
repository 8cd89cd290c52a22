// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest';
import { findElement, type Target } from './find-element.ts';

beforeEach(() => {
  document.body.innerHTML = `
    <h1>Marketplace</h1>
    <article data-app="notion"><button>Connect</button></article>
    <article data-app="slack"><button aria-label="Connect Slack">Connect</button><a href="/slack">Manage</a></article>
    <ul><li>on ca_1 <button id="first">Fire</button></li><li>on ca_2 <button id="second">Fire</button></li></ul>
    <label for="email">Email address</label><input id="email" />
    <button id="hidden">Hidden</button>`;
  // This DOM has no layout.
  for (const element of document.querySelectorAll('*'))
    element.getClientRects = () => (element.id === 'hidden' ? [] : [{}]) as unknown as DOMRectList;
});

it.each<[string, Target, string | null]>([
  ['a heading by its role and name', { role: 'heading', name: 'Marketplace' }, 'Marketplace'],
  ['a button by its label, not by its text', { role: 'button', name: 'Connect Slack' }, 'Connect'],
  ['a link inside of an element', { role: 'link', name: 'Manage', within: '[data-app="slack"]' }, 'Manage'],
  ['no link inside of another', { role: 'link', name: 'Manage', within: '[data-app="notion"]' }, null],
  ['nothing that is not shown', { role: 'button', name: 'Hidden' }, null],
  ['nothing of another role', { role: 'link', name: 'Connect' }, null],
])('finds %s', (_, target, text) => {
  expect(findElement(target)?.textContent ?? null).toBe(text);
});

it('finds the field of a label, and a button beside a text', () => {
  expect(findElement({ label: 'Email' })?.id).toBe('email');
  expect(findElement({ role: 'button', name: 'Fire', within: 'li', withText: 'ca_2' })?.id).toBe('second');
});
