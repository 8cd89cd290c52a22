import type { Driver } from './driver.ts';

/** What each window shows, to find out why a walk failed. */
export async function describeScreen(driver: Driver): Promise<string> {
  const windows = await driver.windows();
  const texts: string[] = [];
  for (const window of windows) texts.push(await window.evaluate(shownText, null).catch(String));
  return texts.join('\n');
}

/** Runs in the page. */
function shownText(): string {
  return `${location.href} shows: ${document.body.innerText.replaceAll(/\s+/g, ' ').slice(0, 600)}`;
}
