import icons from '@nuxt/ui/runtime/vue/plugins/icons.js';
import { PiniaColada, PiniaColadaQueryHooksPlugin } from '@pinia/colada';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { toApiError } from '../shared/api-error.ts';
import { startLanguage } from '../shared/i18n/useLanguage.ts';
import App from './App.vue';
import { showCrashes } from './crash.ts';
import { followNavigations } from './navigation-progress.ts';
import { prefetchPages } from './prefetch-pages.ts';
import { router } from './router.ts';
import { useSession } from './session.store.ts';

/** Milliseconds. A page younger than this was not loaded from an old version. */
const FRESH_MS = 10_000;

// Before anything is shown, or a page would change its language under the reader. English needs no request. Not awaited here,
// because the file of a language may import from this one.
void startLanguage().then(start);

function start() {
  const app = createApp(App);
  const showCrash = showCrashes(app, (crashed) => crashed.use(router).use(icons));
  router.isReady().catch(showCrash);

  app
    .use(createPinia())
    // Changes arrive by the event stream, so queries need not be repeated on every focus.
    .use(PiniaColada, {
      queryOptions: { staleTime: 30_000, refetchOnWindowFocus: false },
      plugins: [PiniaColadaQueryHooksPlugin({ onError: leaveWhenOver })],
    })
    .use(router)
    // The only plugin of Nuxt UI that is used: its colors would need an inline style, so ours are in palette.css.
    .use(icons)
    .mount('#app');

  followNavigations(router);
  prefetchPages(
    router,
    (page) =>
      // Later than the page itself: its queries are known there.
      void import('./prefetch-data.ts').then(({ prefetchData }) => prefetchData(app, page)),
  );
}

// After a deployment, the files of the old version are gone: a reload gets the new one. Not for a page that was just
// loaded, because a file that is really missing would make it reload forever.
addEventListener('vite:preloadError', () => {
  if (performance.now() > FRESH_MS) location.reload();
});

/** Signed out elsewhere, or no longer a member: nothing on this page may be shown anymore. */
function leaveWhenOver(error: unknown) {
  const { code } = toApiError(error);
  if (code === 'UNAUTHENTICATED' || code === 'WORKSPACE_UNKNOWN') void useSession().recheck();
}
