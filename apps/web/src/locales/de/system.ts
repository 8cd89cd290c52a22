import type { system as english } from '../en/system.ts';
import type { Translation } from '../message-types.ts';

export const system: Translation<typeof english> = {
  title: 'Systemzustand',
  text: 'Prüfungen dieser Installation (wie „npm run doctor“).',
  checkAgain: 'Erneut prüfen',
  checked: 'Geprüft {when}',
  checking: 'Wird geprüft\u00A0…',
  emptyTitle: 'Installation prüfen',
  emptyText:
    'Prüft Datenbank, Adresse, Uhr und Anbieter und zeigt, wie Sie Fehler beheben. Das dauert einige Sekunden.',
  checkNow: 'Jetzt prüfen',
  whatToDo: 'Was zu tun ist:',
  registerWebhook: 'Webhook registrieren',
  registered: 'Webhook registriert',
  registeredText: 'Ereignisse werden an {url} zugestellt.',
  notRegistered: 'Der Webhook wurde nicht registriert',
  allPassed: 'Alle Prüfungen bestanden',
  warnings: '{count} Warnung | {count} Warnungen',
  failed: '{count} Prüfung fehlgeschlagen | {count} Prüfungen fehlgeschlagen',
  checks: {
    node: 'Node.js',
    disk: 'Datenverzeichnis',
    database: 'Datenbank',
    migrations: 'Datenbankschema',
    clock: 'Uhr',
    public_url: 'Öffentliche Adresse',
    provider: 'Composio',
    app_setup: 'Einzurichtende Apps',
    activation: 'Aktivierung',
    webhook: 'Webhook',
    webhook_secret: 'Signatur-Secret',
    secrets: 'Gespeicherte Secrets',
    catalog: 'Katalog',
  },
  verdicts: {
    ok: 'OK',
    warning: 'Warnung',
    failed: 'Fehlgeschlagen',
    skipped: 'Übersprungen',
  },
};
