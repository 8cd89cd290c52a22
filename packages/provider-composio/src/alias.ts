import type { LinkRequest } from '@patchbay/provider';

/** Composio's label for an account, unique per user and app: a name for people, followed by the attempt's id for us. */
export function aliasOf({ workspaceName, attemptId }: Pick<LinkRequest, 'workspaceName' | 'attemptId'>): string {
  return `${workspaceName.slice(0, 60)} (${attemptId})`;
}

/** The attempt's id in an alias; null in an alias that Patchbay did not create. */
export function attemptIdIn(alias: string | null | undefined): string | null {
  return /\(([0-9a-f-]{36})\)$/.exec(alias ?? '')?.[1] ?? null;
}
