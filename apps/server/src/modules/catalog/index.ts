/** The public interface of this module. */
export { appMetadataSchema } from './app-metadata.ts';
export { readCatalogParts } from './catalog-status.ts';
export { fillCatalog } from './catalog.jobs.ts';
export { actionSlug, findAction, type KnownAction, offeredActions } from './known-action.ts';
export { connectableApp, listConnectableApps } from './list-connectable-apps.ts';
export { appSlug, findApp } from './known-app.ts';
export { triggerSlug, type TriggerType, triggerTypesOf } from './known-trigger.ts';
export { completeFacts } from './schemes/read-schemes.ts';
export { asksFirst, schemeViews } from './schemes/scheme-facts.ts';
export { schemeFacts } from './schemes/select-facts.ts';
export { usesOwnClient } from './schemes/uses-own-client.ts';
export { slugAndName } from './slug-and-name.ts';
export { logoRoute } from './logo.route.ts';
