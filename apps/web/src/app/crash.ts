import { type App, createApp } from 'vue';
import CrashPage from './CrashPage.vue';

/**
 * A bug in one page must not leave a blank screen. What it threw may have left the components half changed, and to change
 * them once more, so that they show the error, throws again and again without an end: the page hangs. So the error is
 * shown by an app of its own, in the place of the other, which is no longer touched.
 */
export function showCrashes(app: App, addPlugins: (crashed: App) => unknown): (error: unknown) => void {
  let isShown = false;
  const show = (error: unknown) => {
    // The stack. Later errors are consequences, and only the first one helps.
    reportError(error);
    if (isShown) return;
    isShown = true;
    const place = document.createElement('div');
    document.body.replaceChildren(place);
    const crashed = createApp(CrashPage, { error });
    crashed.config.errorHandler = reportError;
    addPlugins(crashed);
    crashed.mount(place);
    // The address would change, and the page would not.
    addEventListener('popstate', () => location.reload());
  };
  app.config.errorHandler = show;
  return show;
}
