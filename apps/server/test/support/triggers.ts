import type { TestApp } from './test-app.ts';
import type { TestBrowser } from './test-browser.ts';

/** A trigger as the sandbox has it. */
export interface Upstream {
  id: string;
  trigger_name: string;
  connected_account_id: string;
  disabled_at: string | null;
}

/** All triggers of these accounts at the provider, including disabled ones. */
export async function upstreamTriggers({ sandbox }: TestApp, accountId: string): Promise<Upstream[]> {
  const query = `connected_account_ids=${accountId}&show_disabled=true&limit=50`;
  const answer = await fetch(`${sandbox.url}/api/v3.1/trigger_instances/active?${query}`, {
    headers: { 'x-api-key': sandbox.apiKey },
  });
  return ((await answer.json()) as { items: Upstream[] }).items;
}

export const COMMITS = 'GITHUB_COMMIT_EVENT';

/** Subscribes to commits of a repository. */
export async function listenToCommits(browser: TestBrowser, connectionId: string, repo = 'engine') {
  const config = { owner: 'ada', repo };
  return (await browser.trpc.triggers.enable.mutate({ connectionId, trigger: COMMITS, config })).trigger;
}
