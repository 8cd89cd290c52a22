import { shallowRef } from 'vue';

/** The workspace that this tab works in. Set by the session store; read where a request is made or a key is built. */
export const workspaceId = shallowRef<string | null>(null);

/** The root of every cache key that belongs to the workspace, so that a switch never shows another one's rows. */
export function workspaceKey(...parts: (string | Record<string, string | null>)[]) {
  return ['workspace', workspaceId.value ?? '', ...parts];
}
