import type { RequestHandler, Response } from 'express';
import { errorEnvelope } from '../http/error-envelope.ts';
import { fullPath } from '../http/full-path.ts';
import { matches } from './fault.ts';
import type { Fault } from './fault.ts';
import { createLottery } from './lottery.ts';
import type { Lottery } from './lottery.ts';

/** The active faults. */
export interface FaultBook {
  set(faults: readonly Fault[]): void;
  clear(): void;
  /** Faults that are not used up. */
  inForce(): Fault[];
  /** Makes the matching requests fail. */
  inject: RequestHandler;
}

interface ArmedFault {
  fault: Fault;
  left: number;
  /** Sum of the rates of the requests that matched; each whole number makes a request fail. */
  due: number;
  /** Decides instead, if the fault has a seed. */
  lottery: Lottery | null;
}

export function createFaultBook(): FaultBook {
  let armed: ArmedFault[] = [];
  return {
    set: (faults) => {
      armed = faults.map((fault, index) => ({
        fault,
        left: fault.times ?? Infinity,
        due: 0,
        // Otherwise two faults with the same seed would affect the same requests.
        lottery: fault.seed === undefined ? null : createLottery(`${fault.seed} ${index}`),
      }));
    },
    clear: () => {
      armed = [];
    },
    inForce: () => armed.filter(({ left }) => left > 0).map(({ fault }) => fault),
    inject: (request, response, next) => {
      const { method } = request;
      const path = fullPath(request);
      const entry = armed.find((each) => matches(each.fault, method, path) && isDue(each, method, path));
      if (!entry) return next();
      entry.left -= 1;
      const { delayMs, until } = entry.fault;
      const proceed = () => goWrong(entry.fault, response, next);
      if (until) void until.then(proceed);
      else if (delayMs) setTimeout(proceed, delayMs);
      else proceed();
    },
  };
}

function isDue(entry: ArmedFault, method: string, path: string): boolean {
  if (entry.left <= 0) return false;
  const rate = entry.fault.rate ?? 1;
  if (entry.lottery) return entry.lottery.draw(method, path) < rate;
  entry.due += rate;
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
  if (status === 429) response.set('Retry-After', String(fault.retryAfter ?? 1));
  response.status(status).json(fault.body ?? standardBody(status));
}

function standardBody(status: number): unknown {
  if (status === 429) return { message: 'Rate limit exceeded. Try again later.' };
  return errorEnvelope({ status, code: status, slug: 'HTTP_Fault', message: 'A fault was asked for' });
}
