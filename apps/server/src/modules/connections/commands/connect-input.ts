import { schemeName } from '@patchbay/contracts';
import { z } from 'zod';
import { textRecord } from '../../../platform/text-record.ts';
import { commandInput } from '../command-input.ts';

/** Characters of one value: a service account's key is a few thousand. */
const MAX_CHARACTERS = 16_384;
const MAX_VALUES = 30;

/** Nothing is said of what was typed, as it is a secret. */
const secretText = z
  .string('Required')
  .min(1, 'Required')
  .max(MAX_CHARACTERS, 'This is too long.')
  .refine((text) => !text.includes('\0'), 'This has a character that cannot be sent.');

/** RFC 6749, section 3.3, with a bound. */
const scope = z.string().regex(/^[\x21\x23-\x5B\x5D-\x7E]{1,500}$/);

export const connectInput = commandInput.extend({
  supersede: z
    .boolean()
    .optional()
    .describe(
      'With callback identity verification a browser has one open authorization: ends the other one, which is otherwise ' +
        'answered by ATTEMPT_OPEN.',
    ),
  anotherAccount: z
    .boolean()
    .optional()
    .describe(
      'Lets a reconnect use another account than before, which is otherwise refused as `wrong_account`. Label, actions and ' +
        'triggers stay.',
    ),
  scheme: schemeName
    .optional()
    .describe('How to authorize: see apps.schemes. Left out, as before, or else the most convenient way.'),
  credentials: textRecord({ name: z.string(), value: secretText, most: MAX_VALUES })
    .optional()
    .describe(
      'What the scheme asks for, by the names of its fields, for schemes of the kind `credentials`. It is passed on to the ' +
        'provider and kept nowhere. Left out, the person enters it on the provider’s page.',
    ),
  scopes: z
    .array(scope)
    .max(200)
    .optional()
    .describe('Permissions to ask for in addition to those that the connection has: see connections.access.'),
});

export type ConnectInput = z.infer<typeof connectInput>;
