/** Begun while the session is being opened, so that neither waits for the other. */
export const loadAppList = () => import('./AppList.vue');
