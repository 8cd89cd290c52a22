import type { Api } from '../api.ts';
import type { Person } from '../world.ts';

/** Plays the person: approves, and uses the sandbox's control API for the rest. */
export function personInSandbox(control: Api): Person {
  return {
    async approve({ redirectUrl }) {
      const page = await (await fetch(redirectUrl)).text();
      const fields = new URLSearchParams([...inputsOf(page), ['decision', 'approve'], ['person', 'ada@example.com']]);
      const answer = await fetch(redirectUrl, { method: 'POST', body: fields, redirect: 'manual' });
      const next = answer.headers.get('location');
      if (next !== null) await fetch(next);
    },
    cause: async (id) => void (await control('POST', '/control/fire', { id })),
    pass: async (ms) => void (await control('POST', '/control/clock', { advanceMs: ms })),
    setVerifier: async (url) => void (await control('POST', '/control/verifier', { url })),
  };
}

function inputsOf(page: string): [string, string][] {
  return [...page.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([input]) => [
    valueOf(input, 'name'),
    valueOf(input, 'value'),
  ]);
}

function valueOf(input: string, attribute: string): string {
  return new RegExp(`${attribute}="([^"]*)"`).exec(input)?.[1] ?? '';
}
