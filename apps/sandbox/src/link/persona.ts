/** Who a person is at the app. */
export interface Person {
  name: string;
  email: string;
}

/** Predefined people to sign in as; example.com receives no mail (RFC 2606). */
export const personas: readonly Person[] = [
  { name: 'Ada Lovelace', email: 'ada@example.com' },
  { name: 'Grace Hopper', email: 'grace@example.com' },
  { name: 'Katherine Johnson', email: 'katherine@example.com' },
];

/** Up to two letters for an avatar. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  return words
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('');
}

/** The person of a typed address: `jean.bartik@…` becomes Jean Bartik. */
export function personOf(email: string): Person {
  const local = email.slice(0, email.indexOf('@'));
  const words = local.split(/[._+-]+/).filter((word) => word !== '');
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
  return { name: name || email, email };
}

/** The readable id of an account: `slack_ada-lovelace`. */
export function wordId(toolkit: string, person: Person): string {
  return `${toolkit}_${person.name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
}
