import type { AppScheme } from '@patchbay/contracts';

/** The fields that have to be filled in and are not, by name. Pure. */
export function missingFields({ fields }: AppScheme, values: Record<string, string>): string[] {
  return (fields ?? []).filter(({ name, required }) => required && !values[name]?.trim()).map(({ name }) => name);
}

/** What is pasted often brings blanks along; those of a password may be meant. What is empty is left out. Pure. */
export function enteredValues(values: Record<string, string>): Record<string, string> {
  const meant = Object.entries(values).map(
    ([name, value]) => [name, /pass/i.test(name) ? value : value.trim()] as const,
  );
  return Object.fromEntries(meant.filter(([, value]) => value !== ''));
}

/** The server's complaints about fields of the form, by name. Pure. */
export function refusedFields(fields: Record<string, string>): Record<string, string> {
  const named = Object.entries(fields).filter(([name]) => name.startsWith('credentials.'));
  return Object.fromEntries(named.map(([name, sentence]) => [name.replace(/^credentials\./, ''), sentence]));
}

/** The ways that can be used now. A form whose fields are not known is filled in on the provider's page. Pure. */
export function usableSchemes(schemes: AppScheme[]): AppScheme[] {
  return schemes.filter(({ isReady }) => isReady);
}

export function hasForm(scheme: AppScheme | null): boolean {
  return scheme?.kind === 'credentials' && scheme.fields !== null && scheme.fields.length > 0;
}
