import { BlockList, isIP } from 'node:net';

/** IPv4 that is not for the public internet (IANA special-purpose address registry, RFC 6890 and later). */
const PRIVATE_V4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;

/** Of IPv6 only 2000::/3 is public at all; inside it these are not, or carry an IPv4 address that we would have to read. */
const PRIVATE_V6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

const forbiddenV4 = new BlockList();
const forbiddenV6 = new BlockList();
const globalV6 = new BlockList();
for (const [net, prefix] of PRIVATE_V4) forbiddenV4.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of PRIVATE_V6) forbiddenV6.addSubnet(net, prefix, 'ipv6');
globalV6.addSubnet('2000::', 3, 'ipv6');

/** Whether an IP address is one of the public internet. What is no address is not. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !forbiddenV4.check(address, 'ipv4');
  return family === 6 && globalV6.check(address, 'ipv6') && !forbiddenV6.check(address, 'ipv6');
}
