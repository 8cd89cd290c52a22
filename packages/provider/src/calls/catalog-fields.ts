import { plainNumber } from '@patchbay/exact-json';
import { z } from 'zod';

/** The provider's id for something. A key in our tables, so its length is limited. */
export const slugField = z.string().min(1).max(200);

/** A name for people. Indexed, so its length is limited. */
export const nameField = z.string().transform((name) => name.slice(0, 300).toWellFormed());

/** Maximum of PostgreSQL's `integer`. */
const MAX = 2_147_483_647;

/** The provider's count of something; null if it is invalid: then we count ourselves. */
export const countField = z.unknown().transform(plainNumber).pipe(z.int().min(0).max(MAX).nullish()).catch(null);

/** A number of the provider, in any notation. */
export const numberField = z.unknown().transform(plainNumber).pipe(z.number().nullish());
