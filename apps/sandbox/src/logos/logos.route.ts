import { Router } from 'express';
import type { SandboxContext } from '../context.ts';
import { pathParam } from '../http/endpoint.ts';
import { logoSvg } from './logo-svg.ts';

/** `/logos/:slug.svg`, for the apps of the catalog. */
export function logoRoutes(context: SandboxContext): Router {
  const routes = Router();
  routes.get('/:file', (request, response, next) => {
    const slug = /^([a-z0-9_-]{1,100})\.svg$/.exec(pathParam(request, 'file'))?.[1];
    const toolkit = slug === undefined ? undefined : context.catalog.toolkit(slug);
    if (!toolkit) return next();
    response.set({
      'Cache-Control': 'public, max-age=86400',
      // An SVG that is opened directly is a document; it must not be able to run anything.
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
      'X-Content-Type-Options': 'nosniff',
    });
    response.type('svg').send(logoSvg(toolkit.slug, toolkit.name));
  });
  return routes;
}
