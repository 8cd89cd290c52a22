import { z } from 'zod';

/** An email address as accounts and invitations keep it: in lower case, within the lengths of RFC 5321, section 4.5.3.1. */
export const emailAddress = z
  .email({ error: 'is not an email address', abort: true })
  .max(254)
  .regex(/^[^@]{1,64}@/, 'has too long a part before the @')
  .toLowerCase();
