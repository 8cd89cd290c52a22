import { shallowRef } from 'vue';

/** The workspace of this tab. Set by the session store; read by requests and cache keys. */
export const workspaceId = shallowRef<string | null>(null);

/** The prefix of every cache key that belongs to the workspace, so that a switch never shows another one's data. */
export function workspaceKey(...parts: (string | Record<string, string | null>)[]) {
  return ['workspace', workspaceId.value ?? '', ...parts];
}
