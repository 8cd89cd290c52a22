import type { Messages } from '../message-types.ts';
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

/**
 * The terms that are used throughout, so that a thing has one name. People are addressed with “Sie”, as on the connect page.
 *
 * | English | German |
 * | --- | --- |
 * | workspace, member, owner, viewer | Workspace, Mitglied, Inhaber, Betrachter |
 * | app, catalog, marketplace | App, Katalog, Marktplatz |
 * | connection, application, account | Verbindung, Anwendung, Konto |
 * | connect, reconnect, disconnect | verbinden, erneut verbinden, trennen |
 * | action, run | Aktion, Ausführung |
 * | trigger, event | Trigger, Ereignis |
 * | endpoint, delivery, try | Endpunkt, Zustellung, Versuch |
 * | resend, replay | erneut senden, erneut zustellen |
 * | service key, installation key, secret | Service-Schlüssel, Installationsschlüssel, Secret |
 * | rotate, revoke | erneuern, widerrufen |
 * | connect session, end user, host | Verbindungssitzung, Endnutzer, Host |
 * | provider, permission, approval | Anbieter, Berechtigung, Zustimmung |
 * | turn on, enable | einschalten, aktivieren |
 */
export const de: Messages = {
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
