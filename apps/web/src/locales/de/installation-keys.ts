import type { installationKeys as english } from '../en/installation-keys.ts';
import type { Translation } from '../message-types.ts';

export const installationKeys: Translation<typeof english> = {
  title: 'Installationsschlüssel',
  text: 'Schlüssel, mit denen Ihre Dienste Workspaces erstellen und verwalten.',
  newKey: 'Neuer Schlüssel',
  environmentKey:
    '{variable} ist gesetzt. Der Schlüssel gilt mit allen Berechtigungen, bis Sie die Variable entfernen und neu starten.',
  none: 'Noch keine Schlüssel. Erstellen Sie einen, damit ein Dienst Workspaces verwalten kann.',
  allShown: 'Alle Schlüssel angezeigt',
  onlyFrom: 'Nur von {addresses}',
  revokeText:
    'Damit erstellte Service-Schlüssel und Endpunkte funktionieren weiter. Widerrufen Sie sie in ihren Workspaces.',
  newTitle: 'Neuer Installationsschlüssel',
  newText: 'Damit verwaltet ein Dienst alle Workspaces. Jede Änderung steht unter „Aktivität“.',
  never: 'Unbegrenzt',
  addresses: 'Erlaubte Adressen',
  addressesHint: 'IP-Adressen oder Netze, eine Angabe pro Zeile. Leer lassen, um alle zu erlauben.',
  scopes: {
    'workspaces:read': 'Workspaces auflisten',
    'workspaces:write': 'Workspaces erstellen, umbenennen, archivieren und wiederherstellen',
    'workspaces:delete': 'Workspaces endgültig löschen',
    'service-keys:read': 'Service-Schlüssel auflisten',
    'service-keys:write': 'Service-Schlüssel erstellen, erneuern und widerrufen',
    'endpoints:read': 'Endpunkte auflisten',
    'endpoints:write': 'Endpunkte erstellen, ändern und entfernen',
    'settings:read': 'Automatische Trigger, Richtlinien und Hosts lesen',
    'settings:write': 'Automatische Trigger, Richtlinien, Hosts und ihr Aussehen festlegen',
    'activity:read': 'Die Aktivität lesen',
  },
};
