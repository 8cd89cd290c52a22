import type { RequestHandler } from 'express';
import { fullPath } from './full-path.ts';

/** The response to a request. */
export interface Answer {
  method: string;
  /** Without the query. */
  path: string;
  status: number;
  body: unknown;
}

/** Passes every JSON response to `look` before it is sent. */
export function answerTap(look: (answer: Answer) => void): RequestHandler {
  return (request, response, next) => {
    const send = response.json.bind(response);
    const [method, path] = [request.method, fullPath(request)];
    response.json = (body: unknown) => {
      look({ method, path, status: response.statusCode, body });
      return send(body);
    };
    next();
  };
}
