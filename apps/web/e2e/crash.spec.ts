import { expect, test } from './fixtures.ts';

/** What a translator or another extension does to a page: the nodes that components know are replaced. */
const REPLACE_NODES = () => {
  const walker = document.createTreeWalker(document.querySelector('#content') as Element, NodeFilter.SHOW_ALL);
  const nodes: Node[] = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  for (const node of nodes) node.parentNode?.removeChild(node);
  document.querySelector<HTMLElement>('a[href$="/marketplace"]')?.click();
};

test('an error that leaves a page half changed is shown, and the page responds: rendering it was once retried endlessly', async ({
  member,
  watched,
}) => {
  await member.goto('/applications');
  await expect(member.getByRole('heading', { level: 1 })).toBeVisible();
  await member.evaluate(REPLACE_NODES);

  await expect(member.getByRole('heading', { name: 'Patchbay couldn’t show this page' })).toBeVisible();
  await expect(member.getByText('No answer from Patchbay')).toHaveCount(0);
  // What the browser's console has: the error and its consequences, but no endless retries.
  const reported = watched.splice(0);
  expect(reported.length).toBeGreaterThan(0);
  expect(reported.length).toBeLessThan(5);
  await member.getByRole('button', { name: 'Reload page' }).click();
  await expect(member.getByRole('heading', { name: 'Marketplace' })).toBeVisible();
});
