import { join } from 'node:path';
import { BUDGET, firstPageSizes } from './bundle-size.ts';
import { expect, test } from './fixtures.ts';

test('the JavaScript of each first page stays within its budget', { tag: '@smoke' }, () => {
  const sizes = firstPageSizes(join(import.meta.dirname, '../dist'));
  for (const [page, size] of Object.entries(sizes)) expect(size, page).toBeLessThanOrEqual(BUDGET);
});

test('no page contains an inline style or script', { tag: '@smoke' }, async ({ member }) => {
  for (const path of [
    '/marketplace',
    '/applications',
    '/events',
    '/account',
    '/settings/general',
    '/settings/members',
    '/settings/service-keys',
    '/settings/endpoints',
  ]) {
    await member.goto(path);
    await expect(member.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await member.locator('style, script:not([src])').count(), path).toBe(0);
  }
});
