import type { Page } from '@playwright/test';
import { parseJson, writeJson } from '@patchbay/exact-json';
import { documents } from '../../../packages/exact-json/src/documents.fixture.ts';
import { expect, test } from './fixtures.ts';
import { accountOf, fireWith } from './sandbox.ts';
import { connect, listenToCommits } from './walk.ts';

const DOCUMENTS = [...documents(20, 13)].map(({ text }, n) => `${text.slice(0, -1)},"last":${n}.0}`);

/** Everything that the page shows of a payload, and what it copies. */
async function shownAndCopied(page: Page): Promise<{ shown: string; copied: string }> {
  const details = page.getByRole('dialog');
  const payload = details.getByTestId('payload');
  await expect(payload).toContainText('last: ');
  const shown = (await payload.textContent()) ?? '';
  await details.getByRole('button', { name: 'Copy JSON' }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  await page.keyboard.press('Escape');
  await expect(details).toHaveCount(0);
  return { shown, copied };
}

test('the numbers of 20 documents are shown and copied as the app wrote them', async ({ member, context }) => {
  test.setTimeout(180_000);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const connection = await connect(member, 'github');
  await listenToCommits(member, connection);
  const account = await accountOf(member);
  for (const text of DOCUMENTS) await fireWith(account, text);
  await member.goto('/events');
  const events = member.getByTestId('event');
  await expect(events).toHaveCount(DOCUMENTS.length);

  const copies: string[] = [];
  for (let place = 0; place < DOCUMENTS.length; place += 1) {
    await events.nth(place).getByRole('link').click();
    const { shown, copied } = await shownAndCopied(member);
    copies.push(writeJson(parseJson(copied)));
    const [, last] = /"last": (\d+\.0)\n/.exec(copied) ?? [];
    expect(shown).toContain(`last: ${last}`);
  }
  expect(copies.toSorted()).toEqual(DOCUMENTS.toSorted());
});
