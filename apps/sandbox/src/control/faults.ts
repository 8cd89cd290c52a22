import type { RequestHandler, Response } from 'express';
import { errorEnvelope } from '../http/error-envelope.ts';
import { fullPath } from '../http/full-path.ts';
import { matches } from './fault.ts';
import type { Fault } from './fault.ts';

/** The faults in force. */
export interface FaultBook {
  set(faults: readonly Fault[]): void;
  clear(): void;
  /** Makes the matching requests go wrong. */
  inject: RequestHandler;
}

interface ArmedFault {
  fault: Fault;
  left: number;
  /** Sum of the rates of the requests that matched; a whole one makes a request go wrong. */
  due: number;
}

export function createFaultBook(): FaultBook {
  let armed: ArmedFault[] = [];
  return {
    set: (faults) => {
      armed = faults.map((fault) => ({ fault, left: fault.times ?? Infinity, due: 0 }));
    },
    clear: () => {
      armed = [];
    },
    inject: (request, response, next) => {
      const entry = armed.find((each) => each.left > 0 && matches(each.fault, request.method, fullPath(request)));
      if (!entry || !isDue(entry)) return next();
      entry.left -= 1;
      if (!entry.fault.delayMs) return goWrong(entry.fault, response, next);
      setTimeout(() => goWrong(entry.fault, response, next), entry.fault.delayMs);
    },
  };
}

function isDue(entry: ArmedFault): boolean {
  entry.due += entry.fault.rate ?? 1;
  // A sum of tenths is not exactly one.
  if (entry.due < 1 - 1e-9) return false;
  entry.due -= 1;
  return true;
}

function goWrong(fault: Fault, response: Response, next: () => void): void {
  if (fault.cut === true && fault.afterWork === true) {
    loseAnswer(response);
    return next();
  }
  if (fault.cut === true) response.destroy();
  else if (fault.status === undefined && fault.body === undefined) next();
  else refuse(fault, response);
}

function loseAnswer(response: Response): void {
  response.end = () => response.destroy();
}

function refuse(fault: Fault, response: Response): void {
  const status = fault.status ?? 500;
  if (status === 429) response.set('Retry-After', '1');
  response.status(status).json(fault.body ?? standardBody(status));
}

function standardBody(status: number): unknown {
  if (status === 429) return { message: 'Rate limit exceeded. Try again later.' };
  return errorEnvelope({ status, code: status, slug: 'HTTP_Fault', message: 'A fault was asked for' });
}
