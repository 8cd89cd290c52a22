import type { sandbox as english } from '../en/sandbox.ts';
import type { Translation } from '../message-types.ts';

export const sandbox: Translation<typeof english> = {
  tryIt: 'In der Sandbox ausprobieren',
  connectionText:
    'Sehen Sie, was passiert, wenn {app} den Zugriff beendet: Trigger fallen aus, erneutes Verbinden stellt sie wieder her.',
  expire: 'Zugriff ablaufen lassen',
  expired: 'Zugriff in der Sandbox beendet',
  notExpired: 'Der Zugriff wurde nicht beendet',
  simulateEvents: 'Ereignisse simulieren',
  runAction: 'Aktion ausführen',
  brokenText:
    'Der Dienst hinter diesem Endpunkt antwortet mit 503. Senden Sie einen Test, um eine Zustellung fehlschlagen zu sehen, und reparieren Sie ihn dann.',
  worksText:
    'Die Sandbox spielt den Dienst hinter diesem Endpunkt. Stören Sie ihn, um zu sehen, was bei fehlgeschlagenen Zustellungen passiert.',
  repair: 'Endpunkt reparieren',
  break: 'Endpunkt stören',
  isBroken: 'Der Endpunkt ist gestört',
  works: 'Der Endpunkt funktioniert wieder',
  notChanged: 'Der Endpunkt wurde nicht geändert',
  sent: 'Ereignis gesendet',
  sentText: 'Die Sandbox hat eines gesendet. Es kommt unter „Ereignisse“ an.',
  openEvents: 'Ereignisse öffnen',
  notAccepted: 'Das Ereignis wurde nicht angenommen',
  notAcceptedText: 'Es ist kein Webhook registriert, oder seine Adresse hat nicht geantwortet.',
  notSent: 'Das Ereignis wurde nicht gesendet',
  simulate: 'Ereignis simulieren',
  simulateOf: 'Ereignis simulieren: {about}',
  receiver: 'Sandbox-Empfänger',
  endpointAdded: 'Testendpunkt hinzugefügt',
  endpointAddedText: 'Die Sandbox empfängt dort Ihre Ereignisse.',
  openEndpoint: 'Endpunkt öffnen',
  notAdded: 'Der Endpunkt wurde nicht hinzugefügt',
  addTestEndpoint: 'Testendpunkt hinzufügen',
};
