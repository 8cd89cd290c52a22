import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  type CallOptions,
  type ClientOptions,
  createInstallationClient,
  createPatchbayClient,
  type InstallationClientOptions,
} from './index.ts';
import { type Frame, readEvents } from './read-events.ts';

const OPTIONS = { baseUrl: 'https://patchbay.example/', serviceKey: 'pb_1', workspace: 'w' };

afterEach(() => vi.useRealTimers());

/** A server that gives every call the same response, and records the requests. */
function answering(status: number, body: string) {
  const calls: { url: string; init: RequestInit }[] = [];
  const fetch = (url: string, init: RequestInit) => {
    calls.push({ url, init });
    return Promise.resolve(new Response(body, { status }));
  };
  return { calls, fetch: fetch as typeof globalThis.fetch };
}

describe('options', () => {
  it('that are undefined or null are ignored: retries: undefined retried forever, timeoutMs: undefined was a TypeError', async () => {
    vi.useFakeTimers();
    for (const nothing of [undefined, null]) {
      const { calls, fetch } = answering(503, '{}');
      const given = { subject: nothing, timeoutMs: nothing, retries: nothing };
      const call = createPatchbayClient({ ...OPTIONS, ...given, fetch }).apps.categories(undefined, {
        signal: nothing,
        timeoutMs: nothing,
        subject: nothing,
      });
      const failed = call.catch((error: unknown) => error);
      await vi.runAllTimersAsync();
      expect(await failed).toMatchObject({ status: 503 });
      expect(calls).toHaveLength(4);
      expect(calls[0]?.init.headers).not.toHaveProperty('x-patchbay-subject');
      expect(() => createPatchbayClient({ ...OPTIONS, fetch: nothing })).not.toThrow();
    }
  });

  const wrong: Partial<Record<keyof ClientOptions, unknown>>[] = [
    ...[Number.NaN, -1, 1.5, Infinity, 101, '3', {}].map((retries) => ({ retries })),
    ...[Number.NaN, -1, 0, '60', -Infinity].map((timeoutMs) => ({ timeoutMs })),
    ...[undefined, null, 7, 'patchbay.example', 'ftp://patchbay.example'].map((baseUrl) => ({ baseUrl })),
    ...[undefined, null, 7, 'pb_1\n', 'pb_ü'].map((serviceKey) => ({ serviceKey })),
    ...[undefined, null, 7, 'a b'].map((workspace) => ({ workspace })),
    ...[7, 'Zoë', 'a\r\nb'].map((subject) => ({ subject })),
    ...['fetch', {}].map((fetch) => ({ fetch })),
  ];

  it.each(wrong)('that cannot be so are refused at once: %o', (options) => {
    expect(() => createPatchbayClient({ ...OPTIONS, ...options } as ClientOptions)).toThrow(
      expect.objectContaining({ name: 'PatchbayError', code: 'OPTION_INVALID' }),
    );
  });

  it.each([{ timeoutMs: Number.NaN }, { timeoutMs: -5 }, { subject: 'Zoë' }, { signal: {} }])(
    'of one call too: %o',
    async (options) => {
      const { calls, fetch } = answering(200, '{"result":{"data":{}}}');
      const client = createPatchbayClient({ ...OPTIONS, fetch });
      const refused = expect.objectContaining({ code: 'OPTION_INVALID' }) as Error;
      await expect(client.apps.categories(undefined, options as CallOptions)).rejects.toEqual(refused);
      await expect(client.events.watch({}, options as CallOptions).next()).rejects.toEqual(refused);
      expect(calls).toEqual([]);
    },
  );

  it('may be longer than the maximum of a timer, which once ended every call immediately', async () => {
    const { fetch } = answering(200, '{"result":{"data":{"items":[]}}}');
    for (const timeoutMs of [2 ** 31, Infinity, 0.5]) {
      const call = createPatchbayClient({ ...OPTIONS, fetch, timeoutMs }).apps.categories();
      await expect(call).resolves.toEqual({ items: [] });
    }
  });
});

describe('an input', () => {
  it.each([{ n: Number.NaN }, { n: -Infinity }])('with %o is refused: JSON would make null of it', async (more) => {
    const { calls, fetch } = answering(200, '{"result":{"data":{}}}');
    const call = createPatchbayClient({ ...OPTIONS, fetch }).actions.execute({
      connectionId: 'c',
      action: 'A',
      arguments: more,
    });
    await expect(call).rejects.toMatchObject({ name: 'PatchbayError', code: 'INPUT_INVALID' });
    expect(calls).toEqual([]);
  });

  it('that is circular is refused like any other invalid input', async () => {
    const circle: Record<string, unknown> = {};
    circle['circle'] = circle;
    const { fetch } = answering(200, '{}');
    const call = createPatchbayClient({ ...OPTIONS, fetch }).actions.execute({
      connectionId: 'c',
      action: 'A',
      arguments: circle,
    });
    await expect(call).rejects.toMatchObject({ name: 'PatchbayError', code: 'INPUT_INVALID' });
  });
});

describe('an event stream', () => {
  const encoder = new TextEncoder();

  /** Counts reads and bytes, so that the machine's speed does not matter. */
  async function framesOf(text: string, size: number) {
    const bytes = encoder.encode(text);
    const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
      bytes.slice(n * size, (n + 1) * size),
    );
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        const piece = pieces.shift();
        if (piece) controller.enqueue(piece);
        else controller.close();
      },
    });
    const frames: Frame[] = [];
    for await (const frame of readEvents(body)) frames.push(frame);
    return frames;
  }

  it('is read once, regardless of chunk size: a mebibyte in chunks of 1,400 bytes took four seconds', async () => {
    const data = 'x'.repeat(2 ** 20);
    const split = vi.spyOn(String.prototype, 'split');
    const [frame] = await framesOf(`id: 1\ndata: ${data}\n\n`, 1_400);
    const looked = split.mock.contexts.reduce<number>((sum, text) => sum + String(text).length, 0);
    split.mockRestore();
    expect(frame).toEqual({ event: 'message', id: '1', data });
    expect(looked).toBeLessThan(3 * data.length);
  });

  it.each([1, 2, 3, 7, 1_000])('is the same in pieces of %i bytes', async (size) => {
    const text =
      'event: connected\ndata: {}\n\n: note\r\n\r\nid: 1\r\ndata: é🦊\r\ndata: two\r\n\r\nid: 2\rdata:three\r\rid: 3\ndata: unfinished';
    expect((await framesOf(text, size)).filter(({ data }) => data !== '')).toEqual([
      { event: 'connected', id: undefined, data: '{}' },
      { event: 'message', id: '1', data: 'é🦊\ntwo' },
      { event: 'message', id: '2', data: 'three' },
    ]);
  });
});

describe('a client for an installation key', () => {
  const OPTIONS_OF_KEY = { baseUrl: 'https://patchbay.example', installationKey: 'pbi_1' };

  it('names a workspace only in calls that are made in one', async () => {
    const { calls, fetch } = answering(200, '{"result":{"data":{}}}');
    const installation = createInstallationClient({ ...OPTIONS_OF_KEY, fetch });
    await installation.provisioning.listWorkspaces();
    await installation.inWorkspace('w1').serviceKeys.list();
    await installation.inWorkspace('w2').endpoints.list();
    expect(calls.map(({ init }) => init.headers)).toEqual([
      { authorization: 'Bearer pbi_1' },
      { authorization: 'Bearer pbi_1', 'x-patchbay-workspace': 'w1' },
      { authorization: 'Bearer pbi_1', 'x-patchbay-workspace': 'w2' },
    ]);
  });

  it('repeats an upsert that failed on the way, and never the creation of a key', async () => {
    vi.useFakeTimers();
    const { calls, fetch } = answering(503, '{}');
    const installation = createInstallationClient({ ...OPTIONS_OF_KEY, fetch });
    const tries = async (call: () => Promise<unknown>) => {
      const before = calls.length;
      const failed = call().catch((error: unknown) => error);
      await vi.runAllTimersAsync();
      expect(await failed).toMatchObject({ status: 503 });
      return calls.length - before;
    };
    const workspaces = [{ externalId: 'acme', name: 'Acme' }];
    expect(await tries(() => installation.provisioning.upsertWorkspaces({ workspaces }))).toBe(4);
    const key = { name: 'Back end', scopes: ['connections:read' as const] };
    expect(await tries(() => installation.inWorkspace('w1').serviceKeys.create(key))).toBe(1);
  });

  it.each([{ installationKey: undefined }, { installationKey: 'pbi_ü' }, { baseUrl: 'patchbay.example' }])(
    'refuses an option that cannot be so: %o',
    (options) => {
      const make = () => createInstallationClient({ ...OPTIONS_OF_KEY, ...options } as InstallationClientOptions);
      expect(make).toThrow(expect.objectContaining({ code: 'OPTION_INVALID' }));
    },
  );

  it.each(['', 'a b', undefined, null])('refuses %o as a workspace: its calls would concern none', (id) => {
    const { inWorkspace } = createInstallationClient(OPTIONS_OF_KEY);
    expect(() => inWorkspace(id as string)).toThrow(expect.objectContaining({ code: 'OPTION_INVALID' }));
  });
});
