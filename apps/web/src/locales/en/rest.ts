import { actions } from './actions.ts';
import { connectSessions } from './connect-sessions.ts';
import { endpoints } from './endpoints.ts';
import { events } from './events.ts';
import { home } from './home.ts';
import { installation } from './installation.ts';
import { installationKeys } from './installation-keys.ts';
import { sandbox } from './sandbox.ts';
import { serviceKeys } from './service-keys.ts';
import { triggers } from './triggers.ts';

/** What is loaded with the first page that needs more; see load-texts.ts. */
export const rest = {
  actions,
  connectSessions,
  endpoints,
  events,
  home,
  installation,
  installationKeys,
  sandbox,
  serviceKeys,
  triggers,
};
