import { useToast } from '@nuxt/ui/composables/useToast';
import { type Router, START_LOCATION } from 'vue-router';
import { t } from '../shared/i18n/t.ts';

/** The code of a page did not load. A `TypeError`, as browsers throw one, so that the same message is shown. */
export class PageNotLoaded extends TypeError {}

/** Loads the code of a page. Turns a failure into one error, because each browser has a different message. */
export function pageLoader<T>(load: () => Promise<T>): () => Promise<T> {
  return () =>
    load().catch((cause: unknown) => {
      throw new PageNotLoaded('The code of the page did not arrive', { cause });
    });
}

type Remedy = 'none' | 'load' | 'wait';

/**
 * What helps when a page could not be loaded. Online, the code is gone because a new version was deployed, which a
 * full page load fetches. If a full load fails, it is not repeated, because it would fail forever. Pure.
 */
export function remedyFor(error: unknown, { online, fresh }: { online: boolean; fresh: boolean }): Remedy {
  if (!(error instanceof PageNotLoaded) || fresh) return 'none';
  return online ? 'load' : 'wait';
}

const NOTICE = 'page-waits';

/** Opens a page that could not be loaded: right away, or when the network is back. A click must not do nothing. */
export function recoverLostPages(router: Router, open = (path: string) => location.assign(path)): void {
  let toast: ReturnType<typeof useToast> | undefined;
  let waiting: string | null = null;

  function wait(path: string) {
    waiting = path;
    toast?.add({
      id: NOTICE,
      title: t('app.pageOffline'),
      description: t('app.pageOfflineText'),
      icon: 'i-lucide-wifi-off',
      color: 'warning',
      duration: 0,
      actions: [{ label: t('app.stayHere'), color: 'neutral', variant: 'outline', onClick: stay }],
      'onUpdate:open': (isOpen) => !isOpen && stay(),
    });
  }

  function stay() {
    if (waiting === null) return;
    waiting = null;
    toast?.remove(NOTICE);
  }

  function goOn() {
    if (waiting === null) return;
    open(waiting);
    stay();
  }

  // Toasts need the context of the app, which a guard has and an error handler does not.
  router.beforeEach(() => {
    toast ??= useToast();
  });
  router.afterEach((_to, _from, failure) => {
    if (!failure) stay();
  });
  router.onError((error, to, from) => {
    const remedy = remedyFor(error, { online: navigator.onLine, fresh: from === START_LOCATION });
    if (remedy === 'load') open(to.fullPath);
    else if (remedy === 'wait') wait(to.fullPath);
    // Without a handler, the router would log it.
    else reportError(error);
  });
  // A full load and not another navigation: browsers may cache a failed import, and request styles only once.
  addEventListener('online', goOn);
  // Reloading (main.ts) while offline would leave nothing but the browser's own error page.
  addEventListener('vite:preloadError', (event) => {
    if (!navigator.onLine) event.stopImmediatePropagation();
  });
}
