import { isIP, type LookupFunction } from 'node:net';
import { callbackify } from 'node:util';
import { type HostNames, Unresolved } from './host-names.ts';
import { isPublicAddress } from './public-address.ts';

/** A name or a literal address that leads into this machine or its networks. For logs it says which. */
export class PrivateAddress extends Error {}

export interface LookupOptions {
  signal: AbortSignal;
  /** Milliseconds after which a name counts as unknown. */
  withinMs: number;
  /** Whether addresses of this machine and its networks may be connected to. */
  allowPrivate: boolean;
}

/** A connection to a literal address looks nothing up, so it is judged before. */
export function isPrivateLiteral({ hostname }: URL): boolean {
  const literal = hostname.replace(/^\[|\]$/g, '');
  return isIP(literal) !== 0 && !isPublicAddress(literal);
}

/**
 * The lookup of a connection, which goes to the address that was checked: between a check and a second look-up a name could
 * change its address. Refuses a name with any private address: which of several is connected to is not ours to choose.
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

/** The system's look-up cannot be called off, so it is no longer waited for instead. */
async function within<Found>(ms: number, found: Promise<Found>, hostname: string): Promise<Found> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Unresolved(`${hostname}: no answer within ${ms} ms`)), ms);
  return Promise.race([found, late.promise]).finally(() => clearTimeout(timer));
}
