import { isIPv6 } from 'node:net';

/**
 * The network that a limit counts for: an IPv4 address itself, and the /64 of an IPv6 address, since a single host
 * usually has a whole /64 (RFC 6177). An IPv4 address written as IPv6 is counted as IPv4.
 */
export function networkOf(address: string): string {
  const [bare = ''] = address.split('%');
  if (!isIPv6(bare)) return address;
  const groups = groupsOf(bare);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (isMapped) return groups.slice(6).flatMap(bytesOf).join('.');
  const prefix = groups.slice(0, 4).map((group) => group.toString(16));
  return `${prefix.join(':')}::/64`;
}

/** All eight, as numbers. The URL parser writes an embedded IPv4 address in hexadecimal and leaves one `::` at most. */
function groupsOf(address: string): number[] {
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [left = [], right = []] = canonical.split('::').map((half) =>
    half
      .split(':')
      .filter(Boolean)
      .map((group) => Number.parseInt(group, 16)),
  );
  return [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
}

function bytesOf(group: number): number[] {
  return [group >> 8, group & 0xff];
}
