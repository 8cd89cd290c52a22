import { giveUp, say } from './progress.mjs';

const [major = 0] = process.versions.node.split('.').map(Number);

/** Reports missing requirements early and in a sentence, instead of with a stack trace later. */
export function checkMachine() {
  if (major < 20) {
    giveUp(
      `Patchbay needs Node 20 or newer; this is Node ${process.versions.node}. Get a current one at https://nodejs.org.`,
    );
  }
  if (process.platform === 'win32' && !process.env.DATABASE_URL) {
    say('On Windows the built-in PostgreSQL does not run: use WSL, or set DATABASE_URL to a PostgreSQL server.');
  }
}
