// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { router } from './router.ts';

it('the catalog is still found at its former address, which people have bookmarked', () => {
  const former = router.getRoutes().find(({ path }) => path === '/settings/catalogue');
  expect(former?.redirect).toEqual({ name: 'catalog' });
  expect(router.resolve({ name: 'catalog' }).path).toBe('/settings/catalog');
});
