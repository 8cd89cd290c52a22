import { expect, newPerson, signUp, test } from './fixtures.ts';

test('signing out and in again leads back to the page that was asked for', async ({ page }) => {
  const person = await signUp(page);
  await page.getByTestId('account').first().click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
  await page.goto('/settings/members');
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password').fill('not my password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toContainText("don't match");
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Members', level: 1 })).toBeVisible();
});

test('a new workspace is empty, and switching back brings the old one', async ({ page }) => {
  await signUp(page, newPerson('Ada Lovelace'));
  await page.getByTestId('workspace').first().click();
  await page.getByRole('menuitem', { name: 'New workspace' }).click();
  await page.getByLabel('Name').fill('Support team');
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(page.getByTestId('workspace').first()).toContainText('Support team');
  await page.getByTestId('workspace').first().click();
  await page.getByRole('menuitem', { name: /Ada/ }).click();
  await expect(page.getByTestId('workspace').first()).toContainText('Ada');
});

test('menus have a ground to stand on: for a while they were bare text over the page', async ({ page }) => {
  await signUp(page);
  for (const opener of ['account', 'workspace']) {
    await page.getByTestId(opener).first().click();
    const menu = page.getByRole('menu');
    await expect(menu).toBeVisible();
    await expect(menu).not.toHaveCSS('background-color', 'rgba(0, 0, 0, 0)');
    await expect(menu.getByRole('menuitem').first()).not.toHaveCSS('padding-top', '0px');
    if (opener === 'workspace') {
      const [inner, outer] = await Promise.all([menu.boundingBox(), page.getByTestId(opener).first().boundingBox()]);
      expect(inner?.width).toBeGreaterThanOrEqual((outer?.width ?? Infinity) - 1);
    }
    await page.keyboard.press('Escape');
    await expect(menu).toBeHidden();
  }
});

test('the theme is chosen once and kept', async ({ page }) => {
  await page.goto('/sign-in');
  await page.getByTestId('theme').click();
  await page.getByTestId('theme').click();
  await expect(page.locator('html')).toHaveClass(/dark/);
  await page.reload();
  await expect(page.locator('html')).toHaveClass(/dark/);
});
