import { expect, onTestFinished } from 'vitest';
import { startSandbox } from '../index.ts';
import type { Sandbox, SandboxOptions } from '../index.ts';
import { checkAnswer } from './wire-types/check-answer.ts';

/** An answer with its body already read. */
export interface Answer {
  status: number;
  // Untyped, because the tests check its content.
  body: Record<string, unknown>;
}

/** A link as the API hands it out. */
export interface TestLink {
  accountId: string;
  token: string;
  url: string;
}

/** A running sandbox with a clock that only the test advances. */
export interface TestSandbox extends Sandbox {
  clock: { now: number };
  api(method: string, path: string, body?: unknown): Promise<Answer>;
  authConfig(toolkit: string, scheme?: string): Promise<string>;
  link(authConfigId: string, extra?: Record<string, unknown>): Promise<TestLink>;
}

/** 2026-03-01T12:00:00Z */
const start = Date.UTC(2026, 2, 1, 12);

/**
 * Starts a sandbox that is stopped when the test ends. All of its responses must match the vendor's client
 * declarations.
 */
export async function testSandbox(options: SandboxOptions = {}): Promise<TestSandbox> {
  const clock = { now: start };
  const differences = new Set<string>();
  const onAnswer: SandboxOptions['onAnswer'] = (answer) => {
    if (isDeclared(answer.path)) checkAnswer(answer).forEach((line) => differences.add(line));
  };
  const sandbox = await startSandbox({ now: () => clock.now, onAnswer, ...options });
  onTestFinished(async () => {
    await sandbox.stop();
    expect([...differences]).toEqual([]);
  });
  const api = (method: string, path: string, body?: unknown): Promise<Answer> => call(sandbox, { method, path, body });
  return { ...sandbox, clock, api, ...shortcuts(api) };
}

/** The API generations before v3 have no types. */
const isDeclared = (path: string): boolean => path.startsWith('/api/v3');

/** The user of every test link. */
export const userId = 'ws-1';

/** The callback of test links. */
export const callbackUrl = 'https://product.example/oauth/callback/slack?nonce=n%20ce';

function shortcuts(api: TestSandbox['api']): Pick<TestSandbox, 'authConfig' | 'link'> {
  return {
    authConfig: async (toolkit, scheme) => {
      const custom = { type: 'use_custom_auth', authScheme: scheme, credentials: {} };
      const auth_config = scheme === undefined ? { type: 'use_composio_managed_auth' } : custom;
      const { body } = await api('POST', '/auth_configs', { toolkit: { slug: toolkit }, auth_config });
      return String(field(body, 'auth_config', 'id'));
    },
    link: async (authConfigId, extra = {}) => {
      const input = { auth_config_id: authConfigId, user_id: userId, callback_url: callbackUrl, ...extra };
      const { status, body } = await api('POST', '/connected_accounts/link', input);
      if (status !== 201) throw new Error(`no link: ${JSON.stringify(body)}`);
      return {
        accountId: String(body['connected_account_id']),
        token: String(body['link_token']),
        url: String(body['redirect_url']),
      };
    },
  };
}

/** A value inside an answer; undefined when there is none. */
export function field(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}

/** The items of a page. */
export function items(answer: Answer): Record<string, unknown>[] {
  const list = answer.body['items'];
  if (!Array.isArray(list)) throw new Error(`no items: ${JSON.stringify(answer.body)}`);
  return list as Record<string, unknown>[];
}

interface Call {
  method: string;
  path: string;
  body: unknown;
}

async function call(sandbox: Sandbox, { method, path, body }: Call): Promise<Answer> {
  const base = path.startsWith('/sandbox') || path.startsWith('/api') ? '' : '/api/v3.1';
  const response = await fetch(`${sandbox.url}${base}${path}`, {
    method,
    headers: { 'x-api-key': sandbox.apiKey, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
