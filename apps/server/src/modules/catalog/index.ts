/** What other modules may use. */
export { type AppMetadata, appMetadataSchema } from './app-metadata.ts';
export { syncWhenEmpty } from './catalog.jobs.ts';
export { actionSlug, findAction, type KnownAction } from './known-action.ts';
export { appSlug, findApp } from './known-app.ts';
export { triggerSlug } from './known-trigger.ts';
export { logoRoute } from './logo.route.ts';
