import { takeToken } from './session/take-token.ts';

// First of all, and before any other file is loaded.
const token = takeToken();

void start().catch(showThatNothingLoads);

async function start(): Promise<void> {
  if (document.querySelector('#patchbay-return')) return (await import('./return/start-return.ts')).startReturn();
  if (location.pathname.endsWith('/connect/window')) return (await import('./window/start-window.ts')).startWindow();
  return (await import('./session/start-session.ts')).startSession(token);
}

/** A file is missing or the network is gone, so there are no texts in the person's language either. */
function showThatNothingLoads(error: unknown): void {
  document.body.textContent = 'This page could not be loaded. Reload it to try again.';
  throw error;
}
