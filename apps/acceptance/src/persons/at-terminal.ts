import type { Interface } from 'node:readline/promises';
import type { Person } from '../world.ts';

/** A person with a browser and this terminal. */
export function personAtTerminal(terminal: Interface, print: (line: string) => void): Person {
  const ask = (text: string): Promise<string> => terminal.question(`\n${text}\nPress Enter when that is done. `);
  return {
    async approve({ redirectUrl }, who) {
      print(`\nOpen this address in a browser and approve as ${who}; the run goes on by itself:\n\n  ${redirectUrl}\n`);
    },
    async cause() {
      await ask('Do in the app what the trigger listens for, for example push a commit to the repository.');
    },
    async pass(ms) {
      print(`\nWaiting ${Math.ceil(ms / 60_000)} minutes. Ctrl-C ends the run and removes what it made.`);
      await new Promise((resolve) => setTimeout(resolve, ms));
    },
    async setVerifier(url) {
      if (url !== null)
        await ask(`In the project's settings, set the verifier URL of callback identity verification to ${url}.`);
      else await ask('Set the verifier URL back to what it was, or switch the verification off.');
    },
  };
}
