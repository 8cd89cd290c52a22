import type { Browser, Page } from '@playwright/test';
import { elsewhere, expect, newPerson, signUp, watch } from './fixtures.ts';

interface Guest {
  page: Page;
  /** Ends the visit, and fails the test for unexpected problems. */
  leave: () => Promise<void>;
}

/** Invites a person, who signs up with the link and joins. */
export async function join(
  owner: Page,
  browser: Browser,
  { role, baseURL }: { role: string; baseURL: string },
): Promise<Guest> {
  const grace = newPerson('Grace Hopper');
  await owner.goto('/settings/members');
  await owner.getByLabel('Email').fill(grace.email);
  await owner.getByLabel('Role', { exact: false }).first().selectOption(role);
  await owner.getByRole('button', { name: 'Invite' }).click();
  const link = await owner.getByTestId('invite-link').locator('code').innerText();

  const context = await browser.newContext({ baseURL, extraHTTPHeaders: elsewhere() });
  const problems = watch(context, baseURL);
  const page = await context.newPage();
  await signUp(page, grace);
  await page.goto(new URL(link).pathname);
  await page.getByRole('button', { name: 'Join workspace' }).click();
  await expect(page.getByTestId('workspace').first()).toContainText('Ada');
  const leave = async () => {
    await context.close();
    // Except for tests that interrupt the event stream on purpose.
    expect(problems.filter((problem) => !/EventSource|ERR_FAILED/.test(problem))).toEqual([]);
  };
  return { page, leave };
}
