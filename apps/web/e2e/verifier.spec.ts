import { expect, test } from './fixtures.ts';
import { WITH_VERIFIER } from './sandbox.ts';
import { addApp, answer, goToApplications, openConsent, row, status } from './walk.ts';

test.use({ baseURL: WITH_VERIFIER });

test('connects with callback identity verification: a second app asks first, and the return names no attempt', async ({
  member,
}) => {
  await addApp(member, 'slack');
  await addApp(member, 'github');
  const slack = await goToApplications(member, 'slack');
  await openConsent(member, slack.getByRole('button', { name: /^Connect/ }));

  // Its window closes for the question, and another one opens on the answer.
  const github = row(member, 'github');
  await github.getByRole('button', { name: /^Connect/ }).click();
  const consent = await openConsent(member, member.getByTestId('supersede'));
  const verified = consent.waitForRequest(/\/oauth\/verify\?/);
  await answer(consent, 'Approve');
  expect([...new URL((await verified).url()).searchParams.keys()]).toEqual(['session_uri']);
  await consent.waitForURL(/\/return\/connected\?connection=[0-9a-f-]+$/);

  await expect(status(github)).toHaveText('Connected');
  await expect(status(slack)).toHaveText('Added');
});
