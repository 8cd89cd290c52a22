import type { triggers as english } from '../en/triggers.ts';
import type { Translation } from '../message-types.ts';

export const triggers: Translation<typeof english> = {
  automaticTitle: 'Bei neuen {app}-Verbindungen aktiviert',
  removeOf: '{trigger} entfernen',
  // Form
  choose: 'Auswählen\u00A0…',
  notSet: 'Nicht festgelegt',
  onePerLine: 'Ein Eintrag pro Zeile',
  asJson: 'Als JSON',
  example: 'Zum Beispiel {value}',
  changeTitle: '{trigger} ändern',
  enableTitle: '{trigger} aktivieren',
  onConnection: 'Für {connection}',
  onAccount: 'Für {connection}, als {account}',
  polls: 'Der Anbieter prüft regelmäßig auf Änderungen.',
  nothingToSetUp: 'Nichts einzurichten.',
  automatic: 'Bei neuen Verbindungen aktivieren',
  automaticText: 'Neue {app}-Verbindungen in diesem Workspace erhalten diesen Trigger mit diesen Einstellungen.',
  enable: 'Trigger aktivieren',
  enableThis: 'Aktivieren',
  numberTooLong:
    'Dieser Browser kann eine so lange Zahl nicht exakt senden. Aktualisieren Sie den Browser oder verwenden Sie die API.',
  stateToast: '{trigger}: {state}',
  // Rows
  providerReason: 'Grund des Anbieters: „{reason}“',
  enabledBy: 'Aktiviert von {name} {when}',
  automaticOf: '{trigger}: bei neuen Verbindungen aktivieren',
  change: 'Ändern',
  turnOff: 'Ausschalten',
  turnOffOf: '{trigger} ausschalten',
  states: {
    // State
    on: 'Aktiv',
    waiting: 'Wird eingerichtet',
    paused: 'Pausiert',
    failed: 'Fehlgeschlagen',
  },
  why: {
    waiting: 'Warten auf den Anbieter.',
    paused: 'Läuft weiter, sobald Sie erneut verbinden.',
    refused:
      'Der Anbieter hat diese Einstellungen abgelehnt. Ändern Sie sie, oder versuchen Sie es erneut, wenn das Konto berechtigt ist.',
    needs_endpoint:
      'Die App weiß nicht, wohin sie Ereignisse für Ihren OAuth-Client senden soll. Bitten Sie einen Installationsadmin, bei Composio einen Webhook-Endpunkt hinzuzufügen, und versuchen Sie es erneut.',
    switched_off: 'Der Anbieter hat ihn ausgeschaltet. Versuchen Sie es erneut, um ihn wieder einzuschalten.',
  },
  several: '{state} ×{number}',
  some: '{state}: {number} von {total}',
  // Types
  search: 'Trigger suchen',
  total: '{count} Trigger | {count} Trigger',
  found: '{count} Trigger gefunden | {count} Trigger gefunden',
  loading: 'Trigger werden geladen',
  noMatch: 'Kein Trigger passt zu „{search}“.',
  clearSearch: 'Suche zurücksetzen',
  none: 'Diese App hat keine Trigger.',
  needsEndpoint: 'Benötigt einen Webhook-Endpunkt',
  addAnother: 'Weiteren hinzufügen',
  addAnotherOf: 'Weiteren Trigger {trigger} hinzufügen',
  allShown: 'Alle Trigger angezeigt',
  // Done and failed
  failedAgain: '{trigger} ist erneut fehlgeschlagen',
  onAgain: '{trigger} ist wieder aktiv',
  isOff: '{trigger} ist ausgeschaltet',
  notEnabled: 'Der Trigger wurde nicht aktiviert',
  notDisabled: 'Der Trigger wurde nicht ausgeschaltet',
  nowAutomatic: 'Bei neuen Verbindungen aktiviert',
  notAutomatic: 'Bei neuen Verbindungen nicht mehr aktiviert',
  notSaved: 'Ihre Auswahl wurde nicht gespeichert',
};
