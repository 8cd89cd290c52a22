import type { ConnectApp, ConnectConnection } from '@patchbay/contracts';

/** One card: an app, and what the person has of it. */
export interface Card {
  key: string;
  app: Pick<ConnectApp, 'slug' | 'name' | 'logo'> & { description: string };
  connection: ConnectConnection | null;
  /** Whether another account can be connected from here: from the last one of its app. */
  offersAnother: boolean;
}

export interface Cards {
  yours: Card[];
  available: Card[];
}

interface Shown {
  apps: ConnectApp[];
  connections: ConnectConnection[];
  search: string;
  /** The app that is being connected from among the available ones: it stays where it is until that has ended. */
  pinned: string | null;
  /** Whether other connections can be added at all. */
  offersMore?: boolean;
}

/** Connections in use first, then the apps that can be connected. What was added, but never connected, is such an app. Pure. */
export function arrange({ apps, connections, search, pinned, offersMore = true }: Shown): Cards {
  const inUse = connections.filter(({ status, app }) => status !== 'added' && app.slug !== pinned);
  const taken = new Set(inUse.map(({ app }) => app.slug));
  const listed = new Set(apps.map(({ slug }) => slug));
  const addedBy = new Map(connections.map((connection) => [connection.app.slug, connection]));
  const unlisted = connections.filter(({ app }) => !taken.has(app.slug) && !listed.has(app.slug));
  const matching = (card: Card) => isFound(card.app.name, search);
  const failed = connections.filter(({ status, app, reason }) => status === 'added' && reason && taken.has(app.slug));
  const lastOf = new Map([...inUse, ...failed].map((connection) => [connection.app.slug, connection]));
  const offersAnother = (connection: ConnectConnection) =>
    offersMore && connection.app.needsAuth && isIdle(connection) && lastOf.get(connection.app.slug) === connection;
  return {
    yours: sorted([...inUse, ...failed])
      .map((connection) => cardOf(connection, offersAnother(connection)))
      .filter(matching),
    available: [
      ...apps
        .filter(({ slug }) => !taken.has(slug))
        .map((app) => ({ key: app.slug, app, connection: addedBy.get(app.slug) ?? null, offersAnother: false })),
      ...unlisted.map((connection) => cardOf(connection)).filter(matching),
    ],
  };
}

/** All words, in any order; blanks, hyphens, accents and case do not count, as in the server's search. */
function isFound(name: string, search: string): boolean {
  const [found, ...words] = [name, ...search.split(/[\s-]+/)].map((text) =>
    text
      .normalize('NFKD')
      .replaceAll(/[^\p{L}\p{N}]/gu, '')
      .toLowerCase(),
  );
  return words.every((word) => found?.includes(word));
}

const isIdle = ({ status, attempt }: ConnectConnection) => status === 'active' && !attempt;

/** Accounts of one app beside each other, in the order of their apps. */
function sorted(connections: ConnectConnection[]): ConnectConnection[] {
  const apps = [...new Set(connections.map(({ app }) => app.slug))];
  return apps.flatMap((slug) => connections.filter(({ app }) => app.slug === slug));
}

function cardOf(connection: ConnectConnection, offersAnother = false): Card {
  const { slug, name, logo } = connection.app;
  return { key: connection.id, app: { slug, name, logo, description: '' }, connection, offersAnother };
}
