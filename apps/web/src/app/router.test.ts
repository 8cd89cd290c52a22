// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { router } from './router.ts';

it('the catalog is still found at its former address, which people have bookmarked', () => {
  const former = router.getRoutes().find(({ path }) => path === '/w/:workspace/settings/catalogue');
  expect(former?.redirect).toEqual({ name: 'catalog' });
  expect(router.resolve({ name: 'catalog', params: { workspace: 'acme' } }).path).toBe('/w/acme/settings/catalog');
});

it('every page with the app’s navigation has its workspace in the address', () => {
  const pages = router.getRoutes().filter(({ name, meta }) => name !== undefined && meta.bare !== true);
  expect(pages.map(({ path }) => path).filter((path) => !path.startsWith('/w/:workspace/'))).toEqual([]);
  expect(pages.length).toBeGreaterThan(15);
});
