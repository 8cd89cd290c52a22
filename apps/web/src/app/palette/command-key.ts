/** The key that a shortcut is pressed with, as this computer’s keyboard has it. */
export const COMMAND_KEY = /mac|iphone|ipad/i.test(navigator.userAgent) ? '⌘' : 'Ctrl';
