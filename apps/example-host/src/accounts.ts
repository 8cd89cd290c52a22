import { randomBytes } from 'node:crypto';

/** A customer of this product, and its workspace in Patchbay. */
export interface Tenant {
  /** Our own id of it: the workspace's `externalId`. */
  id: string;
  name: string;
  workspaceId: string;
  serviceKey: string;
}

export interface User {
  id: string;
  name: string;
  email: string;
  tenant: Tenant;
}

export const TENANTS = [
  { id: 'northwind', name: 'Northwind Traders' },
  { id: 'contoso', name: 'Contoso Pharma' },
] as const;

/** Everyone has this password: it is an example. */
const PASSWORD = 'example';

const PEOPLE = [
  { id: 'ada', name: 'Ada Lovelace', email: 'ada@northwind.example', tenantId: 'northwind' },
  { id: 'grace', name: 'Grace Hopper', email: 'grace@northwind.example', tenantId: 'northwind' },
  { id: 'mary', name: 'Mary Somerville', email: 'mary@contoso.example', tenantId: 'contoso' },
  { id: 'emmy', name: 'Emmy Noether', email: 'emmy@contoso.example', tenantId: 'contoso' },
] as const;

/** This product's own sign-in, which knows nothing of Patchbay. */
export class Accounts {
  readonly #users: Map<string, User>;
  /** By the token in the cookie. */
  readonly #sessions = new Map<string, User>();

  constructor(tenants: Tenant[]) {
    const byId = new Map(tenants.map((tenant) => [tenant.id, tenant]));
    this.#users = new Map(
      PEOPLE.flatMap(({ tenantId, ...person }) => {
        const tenant = byId.get(tenantId);
        return tenant ? [[person.email, { ...person, tenant }]] : [];
      }),
    );
  }

  get everyone(): User[] {
    return [...this.#users.values()];
  }

  /** A new session's token; undefined for a wrong email or password. */
  signIn(email: string, password: string): string | undefined {
    const user = this.#users.get(email);
    if (!user || password !== PASSWORD) return undefined;
    const token = randomBytes(32).toString('base64url');
    this.#sessions.set(token, user);
    return token;
  }

  signOut(token: string): void {
    this.#sessions.delete(token);
  }

  userOf(token: string | undefined): User | undefined {
    return token === undefined ? undefined : this.#sessions.get(token);
  }
}
