import icons from '@nuxt/ui/runtime/vue/plugins/icons.js';
import { PiniaColada, PiniaColadaQueryHooksPlugin } from '@pinia/colada';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { toApiError } from '../shared/api-error.ts';
import App from './App.vue';
import { router } from './router.ts';
import { useSession } from './session.store.ts';

/** A page younger than this was not loaded from an old version. Milliseconds. */
const FRESH_MS = 10_000;

createApp(App)
  .use(createPinia())
  // Changes arrive by the event stream, so queries need not be repeated on every focus.
  .use(PiniaColada, {
    queryOptions: { staleTime: 30_000, refetchOnWindowFocus: false },
    plugins: [PiniaColadaQueryHooksPlugin({ onError: leaveWhenOver })],
  })
  .use(router)
  // Of Nuxt UI's plugins only this one: its colors would be an inline style, and ours are in palette.css.
  .use(icons)
  .mount('#app');

// After a deployment, the pages of the old version are gone: the next load brings the new one. Not for a
// fresh page, where a file that is really missing would reload forever.
addEventListener('vite:preloadError', () => {
  if (performance.now() > FRESH_MS) location.reload();
});

/** Signed out elsewhere, or no longer a member: there is nothing to see here any more. */
function leaveWhenOver(error: unknown) {
  const { code } = toApiError(error);
  if (code === 'UNAUTHENTICATED' || code === 'WORKSPACE_UNKNOWN') void useSession().recheck();
}
