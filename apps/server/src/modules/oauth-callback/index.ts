/** What other modules may use. */
export { type OAuthCallbackDeps, oauthCallbackRoutes } from './oauth-callback.route.ts';
