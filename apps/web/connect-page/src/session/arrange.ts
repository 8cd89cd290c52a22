import type { ConnectApp, ConnectConnection } from '@patchbay/contracts';

/** One card: an app, and what the person has of it. */
export interface Card {
  key: string;
  app: Pick<ConnectApp, 'slug' | 'name' | 'logo'> & { description: string };
  connection: ConnectConnection | null;
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
}

/** Connections in use first, then the apps that can be connected. What was added, but never connected, is such an app. Pure. */
export function arrange({ apps, connections, search, pinned }: Shown): Cards {
  const inUse = connections.filter(({ status, app }) => status !== 'added' && app.slug !== pinned);
  const taken = new Set(inUse.map(({ app }) => app.slug));
  const listed = new Set(apps.map(({ slug }) => slug));
  const addedBy = new Map(connections.map((connection) => [connection.app.slug, connection]));
  const unlisted = connections.filter(({ app }) => !taken.has(app.slug) && !listed.has(app.slug));
  const matching = (card: Card) => card.app.name.toLowerCase().includes(search.trim().toLowerCase());
  return {
    yours: inUse.map(cardOf).filter(matching),
    available: [
      ...apps
        .filter(({ slug }) => !taken.has(slug))
        .map((app) => ({ key: app.slug, app, connection: addedBy.get(app.slug) ?? null })),
      ...unlisted.map(cardOf).filter(matching),
    ],
  };
}

function cardOf(connection: ConnectConnection): Card {
  const { slug, name, logo } = connection.app;
  return { key: connection.id, app: { slug, name, logo, description: '' }, connection };
}
