import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** The part of IPv6 that is handed out to the public internet (IANA, IPv6 address space). */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an IP address is one of the public internet: of none of the special-purpose ranges (RFC 6890 and later), among them
 * those whose addresses carry an IPv4 address, which would have to be judged too. What is no address is not.
 */
export function isPublicAddress(address: string): boolean {
  // `ipaddr.js` also reads what only some programs take for addresses, such as 127.1.
  if (isIP(address) === 0) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return !(parsed instanceof ipaddr.IPv6) || parsed.match(GLOBAL_UNICAST);
}
