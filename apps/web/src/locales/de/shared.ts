import type { shared as english } from '../en/shared.ts';
import type { Translation } from '../message-types.ts';

export const shared: Translation<typeof english> = {
  // Buttons
  cancel: 'Abbrechen',
  save: 'Speichern',
  saved: 'Gespeichert.',
  remove: 'Entfernen',
  revoke: 'Widerrufen',
  close: 'Schließen',
  undo: 'Rückgängig machen',
  copy: 'Kopieren',
  copied: 'Kopiert',
  copiedAnnouncement: 'Kopiert.',
  copyLink: 'Link kopieren',
  copyReference: 'Referenz kopieren',
  copyNotAllowed: 'Kopieren ist hier nicht erlaubt. Markieren Sie stattdessen den Text.',
  copyDone: 'Ich habe es kopiert',
  tryAgain: 'Erneut versuchen',
  showMore: 'Mehr anzeigen',
  search: 'Suchen',
  searchIn: 'Suchen: {list}',
  name: 'Name',
  // What a change stops
  stops: 'Was nicht mehr funktioniert',
  nothingStops: 'Nichts, was verwendet wird, ist betroffen.',
  // Forms
  nameInvalid: 'Verwenden Sie 1 bis 80 sichtbare Zeichen.',
  chosen: '{count} ausgewählt | {count} ausgewählt',
  nothingToChoose: 'Noch nichts zur Auswahl.',
  noMatches: 'Keine Treffer.',
  endUserId: 'Endnutzer-ID',
  tag: 'Tag',
  tagFormat: 'Geben Sie ein Tag als Name=Wert ein.',
  // JSON
  entries: '{count} Eintrag | {count} Einträge',
  fields: '{count} Feld | {count} Felder',
  moreEntries: '{shown} weitere von {total} anzeigen',
  allCharacters: 'Alle {number} Zeichen anzeigen',
  // Time
  justNow: 'gerade eben',
  soon: 'gleich',
  // Theme and language
  theme: 'Design: {theme}',
  themeChanged: 'Design: {theme}.',
  themeChange: 'Design: {theme}. Zu {next} wechseln.',
  themes: {
    system: 'System',
    light: 'Hell',
    dark: 'Dunkel',
  },
  language: 'Sprache',
  languageHint: 'Gilt für diesen Browser. Datums- und Zahlenformate richten sich danach.',
  languageOf: 'Sprache: {language}',
  languageOfBrowser: 'Sprache des Browsers',
};
