import { loadRouteLocation, type RouteLocation, type Router } from 'vue-router';

/** Fetches the first data of a page into the cache. Left out for pages whose data is cheap, or read anyway. */
export type PrefetchData = (page: RouteLocation) => void;

const INTENTS = ['pointerover', 'focusin', 'touchstart'] as const;

/**
 * Loads the code and the first data of a page when a link to it is pointed at or focused, which is a few hundred
 * milliseconds before the click. Not if the person saves data.
 */
export function prefetchPages(router: Router, prefetchData: PrefetchData): void {
  if (savesData()) return;
  let last = '';
  const onIntent = ({ target }: Event) => {
    const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a[href^="/w/"]') : null;
    const path = link?.getAttribute('href') ?? '';
    if (!link || link.target === '_blank' || path === last) return;
    last = path;
    const page = router.resolve(path);
    if (page.params.workspace !== router.currentRoute.value.params.workspace) return;
    // A failure is no failure yet: the navigation loads it again, and reports it.
    void loadRouteLocation(page).catch(() => undefined);
    prefetchData(page);
  };
  for (const intent of INTENTS) document.addEventListener(intent, onIntent, { passive: true });
}

function savesData(): boolean {
  return (navigator as Navigator & { connection?: { saveData?: boolean } }).connection?.saveData === true;
}
