import { account } from './account.ts';
import { app } from './app.ts';
import { catalog } from './catalog.ts';
import { connections } from './connections.ts';
import { errors } from './errors.ts';
import { health } from './health.ts';
import { marketplace } from './marketplace.ts';
import { reasons } from './reasons.ts';
import { shared } from './shared.ts';
import { system } from './system.ts';
import { workspaces } from './workspaces.ts';

/** What the marketplace, the pages to sign in and whatever stands on every page need: part of the first load, so it stays small. */
export const first = {
  account,
  app,
  catalog,
  connections,
  errors,
  health,
  marketplace,
  reasons,
  shared,
  system,
  workspaces,
};
