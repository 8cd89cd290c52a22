import { first } from './first.ts';
import { rest } from './rest.ts';

/** Every text of the web app. A name in braces is filled in; `one | many` is chosen by `{count}`. */
export const en = { ...first, ...rest };
