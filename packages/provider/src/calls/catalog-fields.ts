import { plainNumber } from '@patchbay/exact-json';
import { z } from 'zod';

/** The provider's name for something; a key of our tables, so it has a bound. */
export const slugField = z.string().min(1).max(200);

/** A name for people. It is in an index, whose entries have a bound. */
export const nameField = z.string().transform((name) => name.slice(0, 300).toWellFormed());

/** PostgreSQL's `integer`. */
const MOST = 2_147_483_647;

/** How many of something there are; null where that is no such number: then we count ourselves. */
export const countField = z.unknown().transform(plainNumber).pipe(z.int().min(0).max(MOST).nullish()).catch(null);

/** A number of the provider's own, however it is spelled. */
export const numberField = z.unknown().transform(plainNumber).pipe(z.number().nullish());
