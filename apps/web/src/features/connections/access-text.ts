/** Names of actions in one sentence, at most. */
const MAX_NAMED = 3;

/** What an account may do at the app, in a sentence. Pure. */
export function permissionsText({
  requested,
  granted,
}: {
  requested: string[] | null;
  granted: string[] | null;
}): string {
  if (granted && requested && granted.length < requested.length) {
    return `${granted.length} of ${requested.length} permissions granted.`;
  }
  const known = granted ?? requested;
  if (!known) return '';
  return known.length === 1 ? '1 permission granted.' : `${known.length} permissions granted.`;
}

/** One permission that is missing, and for what. Pure. */
export function lackingText({ scopes, actions }: { scopes: string[]; actions: { name: string }[] }): string {
  const named = actions.slice(0, MAX_NAMED).map(({ name }) => name);
  const more = actions.length > MAX_NAMED ? ` and ${actions.length - MAX_NAMED} more` : '';
  return `${scopes.join(' or ')}, for ${named.join(', ')}${more}`;
}
