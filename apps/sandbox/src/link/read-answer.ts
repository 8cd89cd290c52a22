import { z } from 'zod';
import type { AuthField } from '../toolkits/auth-fields.ts';
import { personas, personOf } from './persona.ts';
import type { Person } from './persona.ts';

/** The form as the browser sends it; a repeated field is refused. */
export const answerForm = z.looseObject({
  form_token: z.string().max(100),
  decision: z.enum(['approve', 'deny']),
  person: z.string().max(254).optional(),
  email: z.string().max(254).optional(),
});

type AnswerForm = z.output<typeof answerForm>;

const address = z.email().max(254);

/** The chosen person, or a sentence about what is missing. */
export function readPerson(form: AnswerForm): Person | string {
  const ready = personas.find((person) => person.email === form.person);
  if (ready) return ready;
  if (form.person !== 'other') return 'Choose who to continue as.';
  const email = address.safeParse(form.email?.trim());
  return email.success ? personOf(email.data) : 'Enter a valid e-mail address for “Someone else”.';
}

/** Null if every input is acceptable, otherwise a sentence. `invalid` is refused, to try that out. */
export function checkInputs(form: AnswerForm, fields: readonly AuthField[]): string | null {
  for (const field of fields) {
    const value = form[`field_${field.name}`];
    if (typeof value !== 'string' || value.trim() === '') return `${field.displayName} is missing.`;
    if (value.trim().toLowerCase() === 'invalid') return `${field.displayName} was refused. Check it and try again.`;
  }
  return null;
}

/** The identity in the credentials: only a user name that is an email address. */
export function personOfInputs(form: AnswerForm): Person | null {
  const username = address.safeParse(form['field_username']);
  return username.success ? personOf(username.data) : null;
}
