import { account } from './account.ts';
import { actions } from './actions.ts';
import { app } from './app.ts';
import { catalog } from './catalog.ts';
import { connectSessions } from './connect-sessions.ts';
import { connections } from './connections.ts';
import { endpoints } from './endpoints.ts';
import { errors } from './errors.ts';
import { events } from './events.ts';
import { health } from './health.ts';
import { home } from './home.ts';
import { installation } from './installation.ts';
import { installationKeys } from './installation-keys.ts';
import { marketplace } from './marketplace.ts';
import { reasons } from './reasons.ts';
import { sandbox } from './sandbox.ts';
import { serviceKeys } from './service-keys.ts';
import { shared } from './shared.ts';
import { system } from './system.ts';
import { triggers } from './triggers.ts';
import { workspaces } from './workspaces.ts';

/** Every text of the web app. A name in braces is filled in; `one | many` is chosen by `{count}`. */
export const en = {
  account,
  actions,
  app,
  catalog,
  connectSessions,
  connections,
  endpoints,
  errors,
  events,
  health,
  home,
  installation,
  installationKeys,
  marketplace,
  reasons,
  sandbox,
  serviceKeys,
  shared,
  system,
  triggers,
  workspaces,
};
