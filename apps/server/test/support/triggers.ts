import type { TestApp } from './test-app.ts';
import type { TestBrowser } from './test-browser.ts';

/** A trigger as the stand-in for the provider holds it. */
export interface Upstream {
  id: string;
  trigger_name: string;
  connected_account_id: string;
  disabled_at: string | null;
}

/** Everything that listens on these accounts at the provider, the disabled ones too. */
export async function upstreamTriggers({ sandbox }: TestApp, accountId: string): Promise<Upstream[]> {
  const query = `connected_account_ids=${accountId}&show_disabled=true&limit=50`;
  const answer = await fetch(`${sandbox.url}/api/v3.1/trigger_instances/active?${query}`, {
    headers: { 'x-api-key': sandbox.apiKey },
  });
  return ((await answer.json()) as { items: Upstream[] }).items;
}

export const COMMITS = 'GITHUB_COMMIT_EVENT';

/** Listens to commits of a repository. */
export async function listenToCommits(browser: TestBrowser, connectionId: string, repo = 'engine') {
  const config = { owner: 'ada', repo };
  return (await browser.trpc.triggers.enable.mutate({ connectionId, trigger: COMMITS, config })).trigger;
}
