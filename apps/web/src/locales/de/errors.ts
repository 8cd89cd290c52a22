import type { errors as english } from '../en/errors.ts';
import type { Translation } from '../message-types.ts';

export const errors: Translation<typeof english> = {
  NETWORK_DOWN: {
    // No answer
    title: 'Keine Antwort von Patchbay',
    sentence: 'Die Anfrage hat den Server nicht erreicht, oder seine Antwort kam nicht an.',
    next: 'Versuchen Sie es gleich noch einmal. Wenn auch andere Websites nicht laden, prüfen Sie Ihre Internetverbindung.',
  },
  POPUP_BLOCKED: {
    title: 'Ihr Browser hat das Fenster blockiert',
    sentence: 'Die Zustimmungsseite konnte nicht geöffnet werden.',
    next: 'Verwenden Sie den Link auf der Seite, oder machen Sie in diesem Tab weiter.',
  },
  unknown: {
    title: 'Etwas ist schiefgelaufen',
    sentence: 'Das hätte nicht passieren dürfen.',
    next: 'Versuchen Sie es erneut. Wenn es wieder auftritt, senden Sie uns die Referenz.',
  },
  readsAgain: 'Prüfen Sie Ihre Verbindung. Diese Seite versucht es automatisch erneut.',
  fixers: {
    // Who can fix it
    admin: 'Das kann ein Admin des Workspace beheben.',
    provider: 'Das kann nur der Anbieter beheben. Versuchen Sie es später erneut.',
    operator: 'Meist vorübergehend. Wenden Sie sich sonst an Ihre Administration.',
  },
  UNAUTHENTICATED: {
    // Signing in and permissions
    title: 'Sie sind abgemeldet',
    sentence: 'Sie sind nicht angemeldet.',
    next: 'Melden Sie sich an und versuchen Sie es erneut.',
  },
  FORBIDDEN: {
    title: 'Ihre Rolle erlaubt das nicht',
    sentence: 'Ihre Rolle in diesem Workspace erlaubt das nicht.',
    next: 'Fragen Sie einen Admin des Workspace.',
  },
  INSTALLATION_ADMIN_ONLY: {
    title: 'Nur für Installationsadmins',
    sentence: 'Das können nur Installationsadmins.',
    next: 'Fragen Sie einen Installationsadmin.',
  },
  ADMIN_LINK_INVALID: {
    title: 'Dieser Einrichtungslink funktioniert nicht',
    sentence: 'Dieser Einrichtungslink ist abgelaufen oder wurde bereits verwendet.',
    next: 'Erstellen Sie auf dem Server einen neuen: „npm run admin-link“.',
  },
  LAST_INSTALLATION_ADMIN: {
    title: 'Der letzte Admin muss bleiben',
    sentence: 'Sie sind der einzige Installationsadmin.',
    next: 'Machen Sie zuerst ein anderes Konto mit „npm run make-admin“ zum Admin.',
  },
  SETTING_FIXED: {
    title: 'Diese Einstellung lässt sich hier nicht ändern',
    sentence: 'Diese Einstellung ist durch die Umgebung des Servers festgelegt.',
    next: 'Ändern oder entfernen Sie die Variable und starten Sie Patchbay neu.',
  },
  ORIGIN_FOREIGN: {
    title: 'Öffnen Sie Patchbay unter seiner Adresse',
    sentence: 'Die Anfrage kam von einer anderen Adresse.',
    next: 'Verwenden Sie Patchbay unter seiner eigenen Adresse.',
  },
  PASSWORD_WRONG: {
    title: 'Das Passwort wurde nicht geändert',
    sentence: 'Das ist nicht Ihr aktuelles Passwort.',
    next: 'Geben Sie es erneut ein. Nichts wurde geändert.',
  },
  PASSWORD_WEAK: {
    title: 'Das Passwort wurde nicht geändert',
    sentence: 'Dieses Passwort ist zu leicht zu erraten.',
    next: 'Verwenden Sie ein längeres. Gut sind vier Wörter ohne Zusammenhang.',
  },
  SESSION_UNKNOWN: {
    title: 'Diese Sitzung ist bereits beendet',
    sentence: 'Sie ist beendet, oder es ist nicht Ihre.',
    next: 'Laden Sie die Liste der Sitzungen neu.',
  },
  KEY_UNKNOWN: {
    title: 'Schlüssel nicht gefunden',
    sentence: 'Diesen Schlüssel gibt es in diesem Workspace nicht.',
    next: 'Laden Sie die Liste neu. Möglicherweise wurde er widerrufen.',
  },
  WORKSPACE_UNKNOWN: {
    // Workspaces
    title: 'Sie sind nicht in diesem Workspace',
    sentence: 'Es gibt ihn nicht, oder Sie sind kein Mitglied.',
    next: 'Wählen Sie einen anderen Workspace, oder bitten Sie um eine Einladung.',
  },
  WORKSPACE_ARCHIVED: {
    title: 'Dieser Workspace ist archiviert',
    sentence: 'Bis zur Wiederherstellung kann nichts darin verwendet werden.',
    next: 'Bitten Sie einen Installationsadmin, ihn wiederherzustellen.',
  },
  WORKSPACE_CHANGED: {
    title: 'Sie haben den Workspace gewechselt',
    sentence: 'Sie haben inzwischen zu einem anderen Workspace gewechselt.',
    next: 'Laden Sie die Seite neu und versuchen Sie es erneut.',
  },
  NAME_DIFFERS: {
    title: 'Der Workspace wurde nicht gelöscht',
    sentence: 'Das ist nicht der Name dieses Workspace.',
    next: 'Geben Sie den genauen Namen ein. Nichts wurde gelöscht.',
  },
  MEMBER_UNKNOWN: {
    title: 'Mitglied nicht gefunden',
    sentence: 'Dieses Mitglied gibt es in diesem Workspace nicht.',
    next: 'Laden Sie die Liste der Mitglieder neu.',
  },
  LAST_OWNER: {
    title: 'Der letzte Inhaber muss bleiben',
    sentence: 'Ein Workspace braucht einen Inhaber, und dies ist der letzte.',
    next: 'Machen Sie zuerst ein anderes Mitglied zum Inhaber.',
  },
  INVITATION_UNKNOWN: {
    title: 'Diese Einladung gilt nicht für Sie oder ist nicht mehr offen',
    sentence: 'Diese Einladung ist nicht offen oder gilt für eine andere Adresse.',
    next: 'Melden Sie sich mit der eingeladenen Adresse an, oder bitten Sie um eine neue Einladung.',
  },
  ALREADY_INVITED: {
    title: 'Bereits Mitglied oder eingeladen',
    sentence: 'Diese Person ist bereits Mitglied oder eingeladen.',
    next: 'Prüfen Sie die Mitglieder und Einladungen.',
  },
  LIMIT_REACHED: {
    title: 'Limit erreicht',
    sentence: 'Davon lassen sich keine weiteren hinzufügen.',
    next: 'Entfernen Sie, was Sie nicht brauchen.',
  },
  APP_UNKNOWN: {
    // Connections and apps
    title: 'App nicht gefunden',
    sentence: 'Diese App ist nicht im Katalog.',
    next: 'Suchen Sie sie im Marktplatz.',
  },
  CONNECTION_UNKNOWN: {
    title: 'Verbindung nicht gefunden',
    sentence: 'Diese Verbindung gibt es in diesem Workspace nicht.',
    next: 'Laden Sie die Liste neu. Möglicherweise wurde sie entfernt.',
  },
  CONNECTION_CHANGED: {
    title: 'Das wurde gerade von jemand anderem geändert',
    sentence: 'Diese Verbindung wurde inzwischen geändert.',
    next: 'Aktualisieren Sie die Seite und versuchen Sie es erneut.',
  },
  CONNECTION_OF_END_USER: {
    title: 'Das kann nur der Endnutzer verbinden',
    sentence: 'Diese Verbindung gehört zu einem Nutzer Ihres Produkts, der sie dort verbindet.',
    next: 'Erstellen Sie eine Verbindungssitzung für diesen Nutzer.',
  },
  CONNECTION_NOT_PENDING: {
    title: 'Nichts steht aus',
    sentence: 'Es gibt keine offene Zustimmung zum Abbrechen.',
    next: 'Aktualisieren Sie die Seite und versuchen Sie es erneut.',
  },
  CONNECTION_NOT_CONNECTED: {
    title: 'Nicht verbunden',
    sentence: 'Diese Verbindung ist nicht hergestellt.',
    next: 'Verbinden Sie sie zuerst.',
  },
  CONNECTION_NOT_CONNECTABLE: {
    title: 'Derzeit nicht möglich',
    sentence: 'Diese Verbindung lässt sich derzeit nicht herstellen.',
    next: 'Aktualisieren Sie die Seite und versuchen Sie es erneut.',
  },
  CONNECTION_NOT_ACTIVE: {
    title: 'Nicht verbunden',
    sentence: 'Diese Verbindung ist nicht aktiv, daher lässt sich damit nichts ausführen.',
    next: 'Verbinden Sie sie zuerst.',
  },
  GRANT_ENDED: {
    title: 'Der Zugriff ist beendet',
    sentence: 'Die Autorisierung dieser Verbindung ist beendet.',
    next: 'Verbinden Sie sie erneut. Die Aktion wurde nicht ausgeführt.',
  },
  LABEL_TAKEN: {
    title: 'Dieser Name ist vergeben',
    sentence: 'Eine andere Verbindung dieser App hat diese Bezeichnung.',
    next: 'Wählen Sie eine andere Bezeichnung.',
  },
  ATTEMPT_OPEN: {
    title: 'Eine andere App wird gerade verbunden',
    sentence: 'In diesem Browser wird gerade eine andere App verbunden.',
    next: 'Schließen Sie das zuerst ab, oder brechen Sie es ab.',
  },
  REVOCATION_UNSUPPORTED: {
    title: 'Zugriff lässt sich hier nicht widerrufen',
    sentence: 'Diese Installation kann Zugriffe in Apps nicht widerrufen.',
    next: 'Trennen Sie ohne Widerruf und entfernen Sie den Zugriff in den Einstellungen der App.',
  },
  APP_NEEDS_SETUP: {
    title: 'Diese App muss zuerst eingerichtet werden',
    sentence: 'Diese App benötigt einen eigenen OAuth-Client, bevor sie verbunden werden kann.',
    next: 'Bitten Sie einen Installationsadmin, sie einzurichten. Die Anleitung steht bei der App im Marktplatz.',
  },
  SCOPES_NEED_SETUP: {
    title: 'Ihr OAuth-Client fordert zu wenige Berechtigungen an',
    sentence: 'Ihr OAuth-Client für diese App fordert nicht alle diese Berechtigungen an.',
    next: 'Bitten Sie einen Installationsadmin, sie bei Composio hinzuzufügen, und verbinden Sie erneut.',
  },
  SCHEME_UNSUPPORTED: {
    title: 'Es gibt nichts auszuwählen',
    sentence: 'Auf dieser Installation lässt sich nicht auswählen, wie eine App verbunden wird.',
    next: 'Verbinden Sie ohne Auswahl, oder setzen Sie COMPOSIO_SDK=core.',
  },
  CREDENTIALS_REFUSED: {
    title: 'Die App hat das nicht angenommen',
    sentence: 'Die App hat Ihre Eingaben nicht angenommen.',
    next: 'Prüfen Sie die Werte und ihre Berechtigungen in der App und versuchen Sie es erneut.',
  },
  ACTION_UNKNOWN: {
    // Actions
    title: 'Diese Aktion gibt es nicht mehr',
    sentence: 'Die App hat diese Aktion nicht.',
    next: 'Suchen Sie sie unter den Aktionen der App.',
  },
  ACTION_NOT_ENABLED: {
    title: 'Diese Aktion ist nicht aktiviert',
    sentence: 'Diese Aktion ist für die Verbindung nicht aktiviert.',
    next: 'Bitten Sie einen Admin des Workspace, sie zu aktivieren.',
  },
  ARGUMENTS_INVALID: {
    title: 'Im Formular stimmt etwas nicht',
    sentence: 'Die Argumente passen nicht zur Aktion.',
    next: 'Korrigieren Sie die genannten Felder.',
  },
  FILE_TOO_LARGE: {
    title: 'Die Dateien sind zu groß',
    sentence: 'Die Dateien sind größer als 2 MiB.',
    next: 'Wählen Sie kleinere Dateien aus.',
  },
  FILES_UNAVAILABLE: {
    title: 'Dateien sind hier nicht verfügbar',
    sentence: 'Diese Installation kann keine Dateien an Aktionen übergeben.',
    next: 'Bitten Sie Ihre Administration, COMPOSIO_SDK=legacy zu entfernen.',
  },
  ANSWER_TOO_LARGE: {
    title: 'Die Antwort ist zu groß',
    sentence: 'Die App hat mit mehr Daten geantwortet, als weitergegeben werden können.',
    next: 'Fordern Sie weniger an, etwa eine kleinere Seite. Die Anfrage wurde ausgeführt.',
  },
  EXECUTION_UNCERTAIN: {
    title: 'Das Ergebnis ist unbekannt',
    sentence: 'Die Aktion wurde gestartet, aber ihr Ausgang ist unbekannt.',
    next: 'Prüfen Sie die App, bevor Sie es erneut versuchen.',
  },
  TRIGGER_UNKNOWN: {
    // Triggers, events and endpoints
    title: 'Diesen Trigger gibt es nicht mehr',
    sentence: 'Die App hat diesen Trigger nicht.',
    next: 'Prüfen Sie die Trigger der App. Der Katalog hat sich möglicherweise geändert.',
  },
  SUBSCRIPTION_UNKNOWN: {
    title: 'Dieser Trigger ist bereits ausgeschaltet',
    sentence: 'Dieser Trigger ist hier nicht aktiviert.',
    next: 'Laden Sie die Liste neu. Möglicherweise wurde er ausgeschaltet.',
  },
  TRIGGERS_TOO_MANY: {
    title: 'Limit für Trigger erreicht',
    sentence: 'Diese Verbindung kann nicht mehr Trigger haben.',
    next: 'Schalten Sie einen aus, den Sie nicht brauchen.',
  },
  EVENT_UNKNOWN: {
    title: 'Ereignis nicht gefunden',
    sentence: 'Dieses Ereignis gibt es in diesem Workspace nicht.',
    next: 'Möglicherweise ist die Aufbewahrungsfrist abgelaufen.',
  },
  ENDPOINT_UNKNOWN: {
    title: 'Endpunkt nicht gefunden',
    sentence: 'Diesen Endpunkt gibt es in diesem Workspace nicht.',
    next: 'Laden Sie die Liste neu. Möglicherweise wurde er entfernt.',
  },
  ENDPOINT_CHANGED: {
    title: 'Das wurde gerade von jemand anderem geändert',
    sentence: 'Dieser Endpunkt wurde inzwischen geändert.',
    next: 'Aktualisieren Sie die Seite und versuchen Sie es erneut.',
  },
  ENDPOINT_OFF: {
    title: 'Der Endpunkt ist ausgeschaltet',
    sentence: 'Dieser Endpunkt ist ausgeschaltet.',
    next: 'Schalten Sie ihn zuerst ein.',
  },
  ENDPOINT_NOT_ALLOWED: {
    title: 'An diese URL können keine Ereignisse gesendet werden',
    sentence: 'Ereignisse werden nur an öffentliche HTTPS-URLs zugestellt.',
    next: 'Verwenden Sie eine andere URL, oder bitten Sie Ihre Administration, ALLOW_PRIVATE_ENDPOINTS=true zu setzen.',
  },
  ENDPOINTS_TOO_MANY: {
    title: 'Limit für Endpunkte erreicht',
    sentence: 'Dieser Workspace kann nicht mehr Endpunkte haben.',
    next: 'Entfernen Sie einen, den Sie nicht brauchen.',
  },
  DELIVERY_UNKNOWN: {
    title: 'Das lässt sich nicht erneut senden',
    sentence: 'Es gibt keine solche Zustellung zum erneuten Senden.',
    next: 'Sie steht vielleicht schon aus, oder ihr Endpunkt ist ausgeschaltet.',
  },
  WEBHOOK_ELSEWHERE: {
    title: 'Der Webhook dient einer anderen Adresse',
    sentence: 'Das Webhook-Abonnement des Projekts zeigt auf eine andere Adresse.',
    next: 'Stellen Sie es auf dem Server um: „npm run doctor -- --fix“.',
  },
  WEBHOOK_SET_BY_HAND: {
    title: 'Der Webhook wurde von Hand eingerichtet',
    sentence: 'Sein Secret steht in COMPOSIO_WEBHOOK_SECRET.',
    next: 'Richten Sie ihn erneut von Hand ein, oder entfernen Sie die Variable und starten Sie Patchbay neu.',
  },
  CONNECT_HOST_UNKNOWN: {
    // Connect sessions
    title: 'Host nicht gefunden',
    sentence: 'Diesen Host gibt es in diesem Workspace nicht.',
    next: 'Laden Sie die Liste neu. Möglicherweise wurde er entfernt.',
  },
  CONNECT_HOST_TAKEN: {
    title: 'Dieser Host wurde bereits hinzugefügt',
    sentence: 'Dieser Host ist bereits in der Liste.',
    next: 'Entfernen Sie ihn zuerst, um seine Rückkehr-URLs zu ändern.',
  },
  CONNECT_HOST_UNPROVED: {
    title: 'Der Host ist noch nicht nachgewiesen',
    sentence: 'Die Nachweisdatei des Hosts war nicht lesbar oder nennt nicht diesen Workspace.',
    next: 'Stellen Sie die ID des Workspace unter /.well-known/patchbay-origin bereit, oder bitten Sie einen Installationsadmin um die Freigabe.',
  },
  PROVIDER_UNAVAILABLE: {
    // The provider
    title: 'Der Anbieter ist nicht erreichbar',
    sentence: 'Der Anbieter der Verbindungen war nicht erreichbar.',
    next: 'Versuchen Sie es in einer Minute erneut. Nichts ging verloren.',
  },
  PROVIDER_BUSY: {
    title: 'Der Anbieter begrenzt Anfragen',
    sentence: 'Der Anbieter begrenzt zurzeit die Anfragen.',
    next: 'Versuchen Sie es in einer Minute erneut. Nichts wurde getan.',
  },
  PROVIDER_REFUSED: {
    title: 'Der Anbieter hat die Anfrage abgelehnt',
    sentence: 'Der Anbieter der Verbindungen hat die Anfrage abgelehnt.',
    next: 'Bitten Sie Ihre Administration, den Systemzustand zu prüfen.',
  },
  PROVIDER_UNAUTHORIZED: {
    title: 'Der Anbieter hat unseren Schlüssel abgelehnt',
    sentence: 'Der Anbieter der Verbindungen akzeptiert unseren Schlüssel nicht.',
    next: 'Bitten Sie Ihre Administration, COMPOSIO_API_KEY zu prüfen.',
  },
  PROVIDER_FORBIDDEN: {
    title: 'Eine Berechtigung fehlt',
    sentence: 'Der Anbieter der Verbindungen erlaubt das unserem Schlüssel nicht.',
    next: 'Bitten Sie Ihre Administration, dem Schlüssel die fehlende Berechtigung zu geben. Der Systemzustand nennt sie.',
  },
  INPUT_INVALID: {
    // Requests
    title: 'Im Formular stimmt etwas nicht',
    sentence: 'Die Anfrage ist nicht gültig.',
    next: 'Korrigieren Sie die genannten Felder.',
  },
  BODY_TOO_LARGE: {
    title: 'Die Anfrage ist zu groß',
    sentence: 'Die Anfrage ist größer als erlaubt.',
    next: 'Senden Sie weniger auf einmal.',
  },
  NOT_FOUND: {
    title: 'Nicht gefunden',
    sentence: 'Unter dieser Adresse gibt es nichts.',
    next: 'Prüfen Sie die Adresse.',
  },
  RATE_LIMITED: {
    title: 'Zu viele Anfragen',
    sentence: 'Es wurden zu viele Anfragen gesendet.',
    next: 'Warten Sie einen Moment und versuchen Sie es erneut.',
  },
  TRY_AGAIN: {
    title: 'Zu viele Änderungen',
    sentence: 'Es gab zu viele Änderungen gleichzeitig, daher wurde diese nicht übernommen.',
    next: 'Versuchen Sie es in ein paar Sekunden erneut.',
  },
  UNAVAILABLE: {
    title: 'Patchbay ist nicht bereit',
    sentence: 'Patchbay erreicht seine Datenbank nicht.',
    next: 'Versuchen Sie es in einer Minute erneut. Nichts ging verloren.',
  },
  INTERNAL: {
    title: 'Etwas ist schiefgelaufen',
    sentence: 'Bei uns ist etwas schiefgelaufen.',
    next: 'Versuchen Sie es erneut. Wenn es wieder auftritt, senden Sie uns die Referenz.',
  },
  schema: {
    // Fields of forms made from a schema
    required: 'Erforderlich.',
    type: 'Muss {kinds} sein.',
    kinds: {
      string: 'ein Text',
      number: 'eine Zahl',
      integer: 'eine ganze Zahl',
      boolean: 'Ja oder Nein',
      array: 'eine Liste',
      object: 'eine Gruppe von Feldern',
    },
    enum: 'Wählen Sie einen dieser Werte: {values}.',
    const: 'Muss {value} sein.',
    minimum: 'Mindestens {limit}.',
    maximum: 'Höchstens {limit}.',
    exclusiveMinimum: 'Mehr als {limit}.',
    exclusiveMaximum: 'Weniger als {limit}.',
    multipleOf: 'Ein Vielfaches von {limit}.',
    minLength: 'Mindestens {count} Zeichen. | Mindestens {count} Zeichen.',
    maxLength: 'Höchstens {count} Zeichen. | Höchstens {count} Zeichen.',
    minItems: 'Mindestens {count} Eintrag. | Mindestens {count} Einträge.',
    maxItems: 'Höchstens {count} Eintrag. | Höchstens {count} Einträge.',
    format: 'Muss {format} sein.',
    formats: {
      email: 'eine E-Mail-Adresse',
      uri: 'eine URL, zum Beispiel https://example.com',
      'date-time': 'Datum und Uhrzeit, zum Beispiel 2026-11-22T10:30:00Z',
      date: 'ein Datum, zum Beispiel 2026-11-22',
      time: 'eine Uhrzeit, zum Beispiel 10:30:00Z',
      uuid: 'eine UUID',
    },
    false: 'Unbekanntes Feld.',
    other: 'Dieser Wert ist nicht gültig.',
    tooLong: 'Diese Zahl ist zu lang, um hier geprüft zu werden. Senden Sie höchstens {limit} Stellen.',
  },
};
