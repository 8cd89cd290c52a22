import { v7 } from 'uuid';
import { z } from 'zod';

/** Fresh identifiers: UUID version 7, so that index pages fill in order. */
export type NewId = () => string;

export const newId: NewId = () => v7();

/** An id from outside. A string and nothing else: an object such as `{"$ne": null}` would be a query operator. */
export const idSchema = z.uuid();
