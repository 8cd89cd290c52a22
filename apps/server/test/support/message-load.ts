import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { expect, vi } from 'vitest';
import type { Receiver } from './receiver.ts';
import type { TestApp } from './test-app.ts';
import type { TestBrowser } from './test-browser.ts';
import { post, triggerMessage } from './webhook.ts';

/** Milliseconds between two messages of a sender. */
const PACE = 50;
const SENDERS = 4;

interface MessageLoadOptions {
  /** The servers' addresses, used in turn. */
  urls: readonly string[];
  workspaceId: TestBrowser['workspaceId'];
  accountId: string;
}

/** A continuous load of webhooks, each retried until it is acknowledged. */
export class MessageLoad {
  readonly acknowledged: string[] = [];
  /** Number of responses by status; 0 stands for no response. */
  readonly answers: Record<number, number> = {};
  readonly #options: MessageLoadOptions;
  readonly #over = new AbortController();
  readonly #senders: Promise<unknown>;
  #next = 0;

  constructor(options: MessageLoadOptions) {
    this.#options = options;
    this.#senders = Promise.all(Array.from({ length: SENDERS }, () => this.#send()));
  }

  /** Sends no new messages, and finishes those in flight. */
  async stop(): Promise<void> {
    this.#over.abort();
    await this.#senders;
  }

  async #send(): Promise<void> {
    const { accountId, workspaceId } = this.#options;
    while (!this.#over.signal.aborted) {
      const number = (this.#next += 1);
      const body = triggerMessage({ accountId, workspaceId, data: { number } });
      for (let tries = 0; (await this.#post(number + tries, { id: `msg_${number}`, body })) !== 200; tries += 1)
        await pause(PACE);
      this.acknowledged.push(`msg_${number}`);
      await pause(PACE);
    }
  }

  async #post(turn: number, message: { id: string; body: string }): Promise<number> {
    const url = this.#options.urls[turn % this.#options.urls.length] ?? '';
    const target = { url, clock: { now: () => new Date() } } as TestApp;
    const status = await post(target, message).then(
      (answer) => answer.status,
      () => 0, // no server
    );
    this.answers[status] = (this.answers[status] ?? 0) + 1;
    return status;
  }
}

const sorted = (ids: readonly string[]) => ids.toSorted();

/** Every acknowledged message is stored once, and reaches `receiver`, if given. */
export async function expectNothingLost(load: MessageLoad, databaseUrl: string, receiver?: Receiver): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await vi.waitFor(
    async () => {
      const { rows } = await client.query<{ id: string }>(
        `select message_id as id from events where type = 'trigger.message'`,
      );
      expect(sorted(rows.map(({ id }) => id))).toEqual(sorted(load.acknowledged));
      if (!receiver) return;
      const numbers = receiver.received.map(({ data }) => (data['payload'] as { number: number }).number);
      expect(sorted([...new Set(numbers)].map((number) => `msg_${number}`))).toEqual(sorted(load.acknowledged));
    },
    { timeout: 90_000, interval: 500 },
  );
  await client.end();
}
