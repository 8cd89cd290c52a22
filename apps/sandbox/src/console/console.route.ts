import { randomBytes } from 'node:crypto';
import { Router, urlencoded } from 'express';
import type { Request, RequestHandler } from 'express';
import type { SandboxContext } from '../context.ts';
import { ApiError } from '../http/api-error.ts';
import { durably } from '../http/endpoint.ts';
import { parseInput } from '../http/parse-input.ts';
import { pageHeaders } from '../link/page-headers.ts';
import { actionInput, runConsoleAction } from './run-console-action.ts';
import { consolePage } from './console-page.ts';

/**
 * `GET /sandbox`: the control page. Needs no key, because the only key is printed in every README. A token known only
 * to the page keeps pages of other sites from pressing its buttons.
 */
export function consoleRoutes(context: SandboxContext): Router {
  const token = randomBytes(24).toString('base64url');
  const routes = Router();
  const own = ownNameOnly(context);
  const said = createSaid();
  routes.get('/', own, (request, response) => {
    const view = { token, notice: said.take(), follow: request.query['follow'] === '1' };
    response.set(pageHeaders()).type('html').send(consolePage(context, view).markup);
  });
  routes.post('/press', own, urlencoded({ extended: false, limit: '16kb' }), press(context, { token, said }));
  return routes;
}

/** The result of a button press, until the page has shown it. */
interface Said {
  put(words: string): void;
  take(): string | null;
}

function createSaid(): Said {
  let said: string | null = null;
  return {
    put: (words) => {
      said = words;
    },
    take: () => {
      const words = said;
      said = null;
      return words;
    },
  };
}

function press(context: SandboxContext, { token, said }: { token: string; said: Said }): RequestHandler {
  return async (request, response) => {
    const input = parseInput(actionInput, request.body);
    if (input.token !== token) throw forbidden('The page is from before a restart: load it again');
    said.put(await durably(context.store, () => runConsoleAction(context, input)));
    response.set(pageHeaders()).redirect(303, `${basePath(context)}/sandbox`);
  };
}

/** Otherwise another site could resolve its host name to this machine and read this page (DNS rebinding). */
function ownNameOnly(context: SandboxContext): RequestHandler {
  return (request, _response, next) => {
    if (isOwnName(context, request)) return next();
    throw forbidden('The control page is served under its own address only');
  };
}

function isOwnName(context: SandboxContext, { hostname }: Request): boolean {
  return ['localhost', '127.0.0.1', '[::1]', new URL(context.publicUrl()).hostname].includes(hostname);
}

function basePath(context: SandboxContext): string {
  return new URL(context.publicUrl()).pathname.replace(/\/$/, '');
}

function forbidden(message: string): ApiError {
  return new ApiError({ status: 403, code: 403, slug: 'Sandbox_Forbidden', message });
}
