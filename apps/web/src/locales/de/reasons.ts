import type { reasons as english } from '../en/reasons.ts';
import type { Translation } from '../message-types.ts';

export const reasons: Translation<typeof english> = {
  denied: {
    sentence: 'Der Zugriff wurde auf der Zustimmungsseite abgelehnt.',
    next: 'Verbinden Sie die App erneut und stimmen Sie zu.',
  },
  lapsed: {
    sentence: 'Die Anfrage ist abgelaufen.',
    next: 'Verbinden Sie die App erneut. Links laufen nach 10 Minuten ab.',
  },
  cancelled: {
    sentence: 'Die Zustimmung wurde abgebrochen.',
    next: 'Verbinden Sie die App, wenn Sie so weit sind.',
  },
  superseded: {
    sentence: 'Ein neueres Fenster hat übernommen.',
    next: 'Machen Sie im neuesten Fenster weiter.',
  },
  wrong_person: {
    sentence: 'Eine andere Person kam von der Zustimmungsseite zurück.',
    next: 'Beginnen Sie von vorn und bleiben Sie dabei als Sie selbst angemeldet.',
  },
  wrong_workspace: {
    sentence: 'Während des Verbindens wurde der Workspace gewechselt, oder der Zugang endete.',
    next: 'Wechseln Sie zurück zu diesem Workspace und verbinden Sie die App erneut.',
  },
  wrong_browser: {
    sentence: 'Der Vorgang wurde in einem anderen Browser abgeschlossen, als er begonnen wurde.',
    next: 'Bleiben Sie im selben Browser.',
  },
  wrong_app: {
    sentence: 'Die Antwort gehörte zu einer anderen App und wurde abgelehnt.',
    next: 'Verbinden Sie die App erneut. Tritt es wieder auf, informieren Sie Ihre Administration.',
  },
  wrong_account: {
    sentence: 'Das ist ein anderes Konto als das, für das die Zustimmung geöffnet wurde.',
    next: 'Verbinden Sie die App erneut und wählen Sie das richtige Konto.',
  },
  provider_failed: {
    sentence: 'Der Anbieter konnte die Autorisierung nicht abschließen.',
    next: 'Versuchen Sie es gleich noch einmal. Schlägt es weiter fehl, prüfen Sie Ihr Konto in der App.',
  },
  credentials_refused: {
    sentence: 'Die App hat die Eingaben nicht angenommen.',
    next: 'Prüfen Sie den Schlüssel oder das Passwort in der App und verbinden Sie sie erneut.',
  },
  needs_setup: {
    sentence: 'Diese App benötigt zuerst einen eigenen OAuth-Client.',
    next: 'Bitten Sie einen Installationsadmin, ihn einzurichten, und verbinden Sie die App erneut.',
  },
  provider_unavailable: {
    sentence: 'Der Anbieter war nicht erreichbar.',
    next: 'Versuchen Sie es in ein paar Minuten erneut.',
  },
  provider_busy: {
    sentence: 'Der Anbieter begrenzt zurzeit die Anfragen.',
    next: 'Versuchen Sie es in einer Minute erneut.',
  },
  grant_expired: {
    sentence: 'Die Autorisierung ist abgelaufen.',
    next: 'Verbinden Sie die App erneut, um den Zugriff wiederherzustellen.',
  },
  grant_revoked: {
    sentence: 'Der Zugriff wurde in der App widerrufen.',
    next: 'Verbinden Sie die App erneut, um den Zugriff wiederherzustellen.',
  },
  account_missing: {
    sentence: 'Das Konto gibt es beim Anbieter nicht mehr.',
    next: 'Verbinden Sie die App erneut, um es neu anzulegen.',
  },
  account_disabled: {
    sentence: 'Das Konto wurde beim Anbieter deaktiviert.',
    next: 'Aktivieren Sie es dort, oder verbinden Sie die App erneut.',
  },
  return_missing: {
    sentence: 'Der Zugriff wurde erlaubt, aber der Browser kam nicht rechtzeitig zurück.',
    next: 'Verbinden Sie die App erneut und lassen Sie das Fenster offen, bis es zu Patchbay zurückkehrt.',
  },
  confirmation_missing: {
    sentence: 'Das Produkt hat nicht rechtzeitig bestätigt, wer verbunden hat.',
    next: 'Verbinden Sie die App im Produkt erneut. Tritt es wieder auf, informieren Sie dessen Support.',
  },
  session_ended: {
    sentence: 'Die Verbindungssitzung ist beendet.',
    next: 'Öffnen Sie die Seite im Produkt erneut und verbinden Sie die App.',
  },
  several_attempts: {
    sentence: 'In diesem Browser waren mehrere Vorgänge offen, daher ließ sich die Antwort nicht zuordnen.',
    next: 'Verbinden Sie die Apps nacheinander.',
  },
};
