import type { Page } from '@playwright/test';
import { parseJson, writeJson } from '@patchbay/exact-json';
import { documents } from '../../../packages/exact-json/src/documents.fixture.ts';
import { expect, test } from './fixtures.ts';
import { accountOf, fireWith, triggersOf } from './sandbox.ts';
import { connect, listenToCommits, triggerEvents } from './walk.ts';

const DOCUMENTS = [...documents(20, 13)].map(({ text }, n) => `${text.slice(0, -1)},"last":${n}.0}`);

/** Everything the page shows of a payload, and what it copies. */
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
  const events = triggerEvents(member);
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

/** What is typed into a field of a trigger's form, and the form's error if it is refused. */
const FORMS = [
  {
    app: 'github',
    trigger: 'Issue Comment Event',
    others: { Owner: 'ada', Repo: 'engine' },
    field: 'issue_number',
    typed: [
      ['12345678901234567890'],
      ['1.0'],
      ['1e400'],
      ['0.1000000000000000055', 'Must be a whole number.'],
      ['-0', 'At least 1.'],
      ['-12345678901234567890', 'At least 1.'],
      ['many', 'Must be a whole number.'],
    ],
  },
  {
    app: 'hubspot',
    trigger: 'Contact Created',
    others: {},
    field: 'interval',
    typed: [
      ['15.1000000000000000055'],
      ['6e1'],
      ['1440.0000000000000000001', 'At most 1440.'],
      ['1e400', 'At most 1440.'],
      ['-0', 'At least 1.'],
    ],
  },
] as const;

for (const { app, trigger, others, field, typed } of FORMS) {
  test(`the number ${field} of a trigger is sent as typed, or refused at the field`, async ({ member }) => {
    test.setTimeout(120_000);
    const connection = await connect(member, app);
    const account = await accountOf(member);
    await member.goto(`${connection}/triggers`);
    await member.getByRole('button', { name: `Enable ${trigger}` }).click();
    for (const [label, text] of Object.entries(others)) await member.getByLabel(label).fill(text);
    const control = member.locator(`[data-field="${field}"]`);
    const subscription = member.getByTestId('subscription');
    for (const [text, refusal] of typed) {
      await control.getByRole('textbox').fill(text);
      await member.getByTestId('enable').click();
      if (refusal) {
        await expect(control).toContainText(refusal);
        continue;
      }
      await expect(subscription.getByTestId('state')).toHaveText('Listening');
      await expect(subscription).toContainText(`${field}: ${text}`);
      await expect.poll(() => triggersOf(account)).toContain(`"${field}":${text}`);
      await subscription.getByRole('button', { name: /^Change/ }).click();
      await expect(control.getByRole('textbox')).toHaveValue(text);
    }
  });
}
