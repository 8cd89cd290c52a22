import type { account as english } from '../en/account.ts';
import type { Translation } from '../message-types.ts';

export const account: Translation<typeof english> = {
  title: 'Konto',
  signedInAs: 'Sie sind als {email} angemeldet.',
  yourName: 'Ihr Name',
  nameHint: 'Sichtbar für Mitglieder Ihrer Workspaces.',
  // Sign-in and sign-up
  claim: 'Patchbay verbindet die Apps Ihres Teams mit Ihrem Produkt – und sorgt dafür, dass sie verbunden bleiben.',
  claimText: 'App hinzufügen, einmal auf der Seite des Anbieters zustimmen, Status jederzeit im Blick behalten.',
  email: 'E-Mail',
  password: 'Passwort',
  showPassword: 'Passwort anzeigen',
  signIn: 'Anmelden',
  welcomeBack: 'Willkommen zurück',
  signInText: 'Melden Sie sich an, um Ihre Verbindungen zu sehen.',
  signInInvited: 'Sie wurden in einen Workspace eingeladen. Melden Sie sich mit der eingeladenen Adresse an.',
  signInAgain: 'Bitte melden Sie sich erneut an',
  signInAgainText:
    'Ein Update hat die Anmelde-Cookies sicherer gemacht, daher wurden alle einmal abgemeldet. Sonst hat sich nichts geändert.',
  forgot: 'Passwort vergessen?',
  forgotText:
    'Diese Installation kann keine E-Mails senden. Bitten Sie Ihre Administration um ein neues Passwort und ändern Sie es danach unter „Konto“. Dafür wird dieser Befehl ausgeführt:',
  newHere: 'Noch kein Konto?',
  createAnAccount: 'Konto erstellen',
  createAccount: 'Konto erstellen',
  haveAccount: 'Schon ein Konto?',
  createYours: 'Konto erstellen',
  signUpOpen:
    'Patchbay verbindet Apps mit Ihrem Workspace und hält sie verbunden. Sie beginnen mit einem eigenen Workspace.',
  signUpInvited:
    'Sie wurden in einen Workspace eingeladen. Erstellen Sie ein Konto mit der eingeladenen Adresse oder melden Sie sich an.',
  signUpClosed: 'Die Registrierung ist geschlossen',
  signUpClosedText: 'Hier können keine neuen Konten erstellt werden. Bitten Sie einen Installationsadmin um Zugang.',
  signUpByInvitation: 'Registrierung nur mit Einladung',
  signUpByInvitationText:
    'Öffnen Sie Ihren Einladungslink, um ein Konto zu erstellen. Einen Link erhalten Sie von einem Workspace-Admin.',
  problems: {
    // Errors of these forms
    credentials: 'E-Mail-Adresse und Passwort passen nicht zusammen.',
    exists: 'Zu dieser Adresse gibt es bereits ein Konto. Melden Sie sich an.',
    email: 'Geben Sie eine gültige E-Mail-Adresse ein.',
    tooShort: 'Verwenden Sie mindestens 8 Zeichen.',
    tooLong: 'Verwenden Sie höchstens 128 Zeichen.',
    length: 'Verwenden Sie 8 bis 128 Zeichen.',
    tooMany: 'Zu viele Versuche. Warten Sie eine Minute und versuchen Sie es erneut.',
    unreachable:
      'Keine Antwort von Patchbay. Versuchen Sie es gleich noch einmal und prüfen Sie sonst Ihre Internetverbindung.',
    unknown: 'Bei uns ist etwas schiefgelaufen. Versuchen Sie es gleich noch einmal.',
    weak: 'Dieses Passwort ist zu leicht zu erraten. Gut sind vier Wörter ohne Zusammenhang.',
    tooManyGuesses: 'Zu viele falsche Passwörter für dieses Konto. Versuchen Sie es später erneut.',
    wrongCurrent: 'Das ist nicht Ihr aktuelles Passwort.',
    wrongAddress: 'Patchbay ist für eine andere Adresse eingerichtet. Melden Sie sich dort an.',
  },
  // Password
  currentPassword: 'Aktuelles Passwort',
  newPassword: 'Neues Passwort',
  passwordHint: 'Mindestens 8 Zeichen, schwer zu erraten. Gut sind vier Wörter ohne Zusammenhang.',
  signOutElsewhere: 'Überall sonst abmelden',
  signOutElsewhereHint: 'Wer das alte Passwort oder eine kopierte Sitzung verwendet, wird abgemeldet.',
  changePassword: 'Passwort ändern',
  passwordChanged: 'Ihr Passwort wurde geändert.',
  // Sessions
  sessions: 'Aktive Sitzungen',
  signedIn: 'Angemeldet {when}',
  signedInFrom: 'Angemeldet {when} · von {address}',
  thisDevice: 'Dieses Gerät',
  unknownClient: 'Unbekannter Client',
  signOut: 'Abmelden',
  signOutOf: '{session} abmelden',
  signedOut: '{session} ist abgemeldet.',
  noOtherSessions: 'Sie waren sonst nirgends angemeldet.',
  sessionsEnded: '{count} weitere Sitzung wurde abgemeldet. | {count} weitere Sitzungen wurden abgemeldet.',
  sessionNotEnded: 'Die Sitzung wurde nicht abgemeldet',
  wrongAddress:
    'Sie haben {opened} geöffnet, aber Patchbay ist für eine andere Adresse eingerichtet. Öffnen Sie zum Anmelden {address}.',
};
