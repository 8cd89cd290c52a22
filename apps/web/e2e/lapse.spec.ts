import { expect, test } from './fixtures.ts';
import { addApp, goToApplications, openConsent, status } from './walk.ts';

// The server with attempts of six seconds.
test.use({ baseURL: `http://localhost:${Number(process.env.E2E_PORT ?? 3900) + 10}` });

test('an attempt that is not finished in time expires, with the reason, in every tab', async ({ member, context }) => {
  await addApp(member);
  const place = await goToApplications(member, 'slack');
  const other = await context.newPage();
  const there = await goToApplications(other, 'slack');
  await openConsent(member, place.getByRole('button', { name: /^Connect/ }));
  await expect(status(place)).toHaveText('Pending');
  await expect(status(place)).toHaveText('Added', { timeout: 25_000 });
  await expect(place.getByTestId('reason')).toContainText('The request timed out');
  await expect(status(there)).toHaveText('Added');
});
