import { readFileSync } from 'node:fs';
import { Router } from 'express';

const sheets = {
  'link.css': readFileSync(new URL('./link.css', import.meta.url), 'utf8'),
  'console.css': readFileSync(new URL('../console/console.css', import.meta.url), 'utf8'),
};

/** `/assets`: the style sheets of the pages. */
export function assetRoutes(): Router {
  const routes = Router();
  for (const [name, sheet] of Object.entries(sheets)) {
    routes.get(`/${name}`, (_request, response) => {
      response.set('Cache-Control', 'public, max-age=300').type('css').send(sheet);
    });
  }
  return routes;
}
