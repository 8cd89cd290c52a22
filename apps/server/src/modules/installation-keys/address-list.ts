import { isIP } from 'node:net';
import { z } from 'zod';

/** An IP address, or a network in CIDR notation (RFC 4632, section 3.1; RFC 4291, section 2.3). */
const addressOrNetwork = z
  .string()
  .max(43)
  .refine(isAddressOrNetwork, 'neither an IP address nor a network like 203.0.113.0/24');

/** Empty: from everywhere. */
export const addressList = z.array(addressOrNetwork).max(50).default([]);

function isAddressOrNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || address.includes('%') || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}
