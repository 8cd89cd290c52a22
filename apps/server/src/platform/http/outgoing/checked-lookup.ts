import { isIP, type LookupFunction } from 'node:net';
import { callbackify } from 'node:util';
import { type HostNames, Unresolved } from './host-names.ts';
import { isPublicAddress } from './public-address.ts';

/** A name or a literal address that leads into this machine or its networks. */
export class PrivateAddress extends Error {}

export interface LookupOptions {
  signal: AbortSignal;
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
export function checkedLookup(names: HostNames, { signal, allowPrivate }: LookupOptions): LookupFunction {
  const checked = async (hostname: string) => {
    const addresses = await names.addressesOf(hostname, signal);
    const [first] = addresses;
    if (!first) throw new Unresolved(hostname);
    if (!allowPrivate && !addresses.every(({ address }) => isPublicAddress(address)))
      throw new PrivateAddress(hostname);
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
