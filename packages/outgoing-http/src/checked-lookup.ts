import { isIP, type LookupFunction } from 'node:net';
import { callbackify } from 'node:util';
import { type HostNames, Unresolved } from './host-names.ts';
import { isPublicAddress } from './public-address.ts';

/** A name or a literal address that leads to this machine or a private network. For logs, the message says which. */
export class PrivateAddress extends Error {}

export interface LookupOptions {
  signal: AbortSignal;
  /** Milliseconds after which a name counts as unknown. */
  withinMs: number;
  /** Whether private addresses may be connected to. */
  allowPrivate: boolean;
}

/** Connections to a literal address involve no lookup, so it is checked before. */
export function isPrivateLiteral({ hostname }: URL): boolean {
  const literal = hostname.replace(/^\[|\]$/g, '');
  return isIP(literal) !== 0 && !isPublicAddress(literal);
}

/**
 * The lookup function of a connection, which connects to the checked address: a second lookup could return another
 * one. Refuses a name with any private address, because we cannot choose which of several addresses is used.
 */
export function checkedLookup(names: HostNames, { signal, withinMs, allowPrivate }: LookupOptions): LookupFunction {
  const checked = async (hostname: string) => {
    const addresses = await within(withinMs, names.addressesOf(hostname, signal), hostname);
    const [first] = addresses;
    if (!first) throw new Unresolved(hostname);
    const inside = allowPrivate ? undefined : addresses.find(({ address }) => !isPublicAddress(address));
    if (inside) throw new PrivateAddress(`${hostname} has the address ${inside.address}`);
    return { first, addresses };
  };
  const lookUp = callbackify(checked);
  return (hostname, { all }, done) =>
    lookUp(hostname, (error, found) => {
      if (error) done(error, []);
      else if (all) done(null, found.addresses);
      else done(null, found.first.address, found.first.family);
    });
}

/** The system's lookup cannot be canceled, so this only stops waiting for it. */
async function within<Found>(ms: number, found: Promise<Found>, hostname: string): Promise<Found> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Unresolved(`${hostname}: no answer within ${ms} ms`)), ms);
  return Promise.race([found, late.promise]).finally(() => clearTimeout(timer));
}
