/** The public interface of this module. */
export { type OAuthCallbackDeps, oauthCallbackRoutes } from './oauth-callback.route.ts';
