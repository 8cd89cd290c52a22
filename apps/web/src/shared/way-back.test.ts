// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest';
import { consumeWayBack, rememberWayBack } from './way-back.ts';

const KEY = 'patchbay-way-back';
afterEach(() => {
  sessionStorage.clear();
  vi.restoreAllMocks();
});

const withLength = (length: number) => vi.spyOn(history, 'length', 'get').mockReturnValue(length);

it('is the page and how far back it is, once', () => {
  withLength(4);
  rememberWayBack();
  withLength(7);
  expect(consumeWayBack()).toEqual({ path: location.pathname + location.search, steps: 3 });
  expect(consumeWayBack()).toBeNull();
});

it.each([[4], [3], [50]])('does not know how far back it is with a history of %i', (length) => {
  withLength(4);
  rememberWayBack();
  withLength(length);
  expect(consumeWayBack()?.steps).toBeNull();
});

it.each(['//evil.example', 'https://evil.example', '', 'null', '{', '/applications', '{"path":"//evil","length":1}'])(
  'is nothing for %j, which another site or another version may have written',
  (value) => {
    sessionStorage.setItem(KEY, value);
    expect(consumeWayBack()).toBeNull();
  },
);
