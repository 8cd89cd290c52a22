import { readonly, shallowRef } from 'vue';
import { type Router, START_LOCATION } from 'vue-router';

/** Milliseconds. A page that is there sooner shows no progress; feedback is due within 100 ms. */
const QUICK_MS = 60;

const moving = shallowRef(false);

/** Whether a page has been asked for and is not there yet. */
export const isMoving = readonly(moving);

/** Follows the navigations of the router, except for the first one: the page itself shows that it loads. */
export function followNavigations(router: Router): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = () => {
    clearTimeout(timer);
    moving.value = false;
  };
  router.beforeEach((to, from) => {
    if (from === START_LOCATION || to.path === from.path) return;
    clearTimeout(timer);
    timer = setTimeout(() => (moving.value = true), QUICK_MS);
  });
  router.afterEach(end);
  router.onError(end);
}
