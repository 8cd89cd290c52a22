interface Named {
  id: string;
  name: string;
}

const LONGEST_NAME = 40;
/** Random digits at the end of an id: enough to tell the workspaces of one person apart. */
const ID_DIGITS = 8;

/**
 * What stands for a workspace in an address: its name, for people, and the end of its id, which stays the same when the
 * workspace is renamed, so that former addresses lead to it.
 */
export function workspaceAddress({ id, name }: Named): string {
  const words = name
    .normalize('NFKD')
    .replaceAll(/[\p{M}'’]/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_NAME)
    .replaceAll(/^-|-$/g, '');
  return words ? `${words}-${endOf(id)}` : endOf(id);
}

/** The workspace that an address names, which may be a former address, or the whole id. */
export function workspaceAt<W extends Named>(address: string, workspaces: W[]): W | undefined {
  const named = workspaces.filter(({ id }) => id === address || endOf(id) === address.split('-').at(-1));
  return named.find((workspace) => workspaceAddress(workspace) === address) ?? named[0];
}

function endOf(id: string): string {
  return id.slice(-ID_DIGITS);
}
