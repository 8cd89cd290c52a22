import type { actions as english } from '../en/actions.ts';
import type { Translation } from '../message-types.ts';

export const actions: Translation<typeof english> = {
  search: 'Aktionen suchen',
  enableAll: 'Alle aktivieren',
  disableAll: 'Alle deaktivieren',
  enableFound: 'Gefundene Aktion aktivieren | {count} gefundene aktivieren',
  disableFound: 'Gefundene Aktion deaktivieren | {count} gefundene deaktivieren',
  enabledOf: '{enabled} von {total} aktiviert',
  found: '{count} Aktion gefunden | {count} Aktionen gefunden',
  loading: 'Aktionen werden geladen',
  noMatch: 'Keine Aktion passt zu „{search}“.',
  clearSearch: 'Suche zurücksetzen',
  none: 'Diese App hat keine Aktionen.',
  run: 'Ausführen',
  runOf: '{action} ausführen',
  allShown: 'Alle Aktionen angezeigt',
  unsavedChanges: 'Nicht gespeicherte Änderungen',
  unsaved: '{count} nicht gespeicherte Änderung | {count} nicht gespeicherte Änderungen',
  discard: 'Verwerfen',
  // Code
  keyHint: 'Erstellen Sie einen Schlüssel unter {settings}. API-Referenz: {reference}.',
  serviceKeys: 'Einstellungen → Service-Schlüssel',
  statuses: {
    // Runs
    running: 'Läuft',
    succeeded: 'Erfolgreich',
    failed: 'Von der App abgelehnt',
    refused: 'Nicht ausgeführt',
    uncertain: 'Ergebnis unbekannt',
  },
  noRuns: 'Noch keine Aktionen ausgeführt',
  noRunsText: 'Von Ihren Diensten ausgeführte Aktionen und gesendete Anfragen erscheinen hier 90 Tage lang.',
  noOlder: 'Keine älteren Einträge',
  // Requests to the app
  methods: 'Methoden',
  path: 'Pfad',
  pathHint: 'Dieser Pfad und alles darunter. / erlaubt jeden Pfad.',
  allow: 'Anfragen erlauben',
  requestsTo: 'Anfragen an {app}',
  requestsText:
    'Dienste können über diese Verbindung auch Anfragen an die API von {app} senden, aber nur an die hier erlaubten Pfade. Ihr Schlüssel benötigt die Berechtigung {scope}.',
  noRequests: 'Keine Anfragen erlaubt.',
  removeOf: '{path} entfernen',
  rulesNotChanged: 'Die erlaubten Anfragen wurden nicht geändert',
  // Policy for new connections
  policy: 'Bei neuen {app}-Verbindungen aktivieren:',
  policies: {
    important: 'Empfohlene',
    all: 'Alle',
    'read-only': 'Nur lesende',
    none: 'Keine',
  },
  policySaved: 'Für neue Verbindungen gespeichert',
  notSaved: 'Ihre Auswahl wurde nicht gespeichert',
  // Running one
  succeeded: 'Erfolgreich',
  refused: 'Von der App abgelehnt',
  runAction: 'Aktion ausführen',
  chooseFile: 'Wählen Sie eine Datei aus.',
  tooManyFiles: 'Wählen Sie höchstens {number} Dateien aus.',
  filesTooLarge: 'Diese Dateien sind zu groß. Wählen Sie zusammen höchstens 2 MB aus.',
  // Leaving with unsaved changes
  saveQuestion: 'Änderungen speichern?',
  saveText: 'Sie haben nicht gespeicherte Änderungen.',
  stay: 'Hier bleiben',
  // Done and failed
  notChanged: 'Die Aktionen wurden nicht geändert',
  allEnabled: 'Alle Aktionen aktiviert',
  noneEnabled: 'Alle Aktionen deaktiviert',
  someEnabled: '{count} Aktion aktiviert | {count} Aktionen aktiviert',
  someDisabled: '{count} Aktion deaktiviert | {count} Aktionen deaktiviert',
};
