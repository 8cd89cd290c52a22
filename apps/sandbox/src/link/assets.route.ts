import { readFileSync } from 'node:fs';
import { Router } from 'express';

const styleSheet = readFileSync(new URL('./link.css', import.meta.url), 'utf8');

/** `/assets`: the style sheet of the hosted pages. */
export function assetRoutes(): Router {
  const routes = Router();
  routes.get('/link.css', (_request, response) => {
    response.set('Cache-Control', 'public, max-age=300').type('css').send(styleSheet);
  });
  return routes;
}
