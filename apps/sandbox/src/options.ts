import type { Answer } from './http/answer-tap.ts';
import type { Catalog } from './catalog/catalog.ts';

/** How a sandbox is started. Every field has a default that suits a test. */
export interface SandboxOptions {
  /** TCP port; 0 (the default) takes any free one. */
  port?: number;
  /** Interface to listen on; default 127.0.0.1, so that other machines cannot reach it. */
  host?: string;
  /** Base of every link shown to a browser, without a trailing slash; default `http://<host>:<port>`. May carry a path. */
  publicUrl?: string;
  /** The `x-api-key` callers have to send; default `sandbox-key`. */
  apiKey?: string;
  /** JSON snapshot of the state; without it the state lives in memory only. */
  stateFile?: string;
  /** The clock, in epoch milliseconds; default `Date.now`. */
  now?: () => number;
  /** How long a link may be answered, in milliseconds; default 600,000 as at Composio. */
  linkTtlMs?: number;
  /** Milliseconds that every API request takes at least; default 0. */
  latencyMs?: number;
  /** Whether `/api/v1` and `/api/v2` answer 410 Gone from the start; default false. */
  legacyGone?: boolean;
  /** The project's verifier URL from the start, or null for none; left out, the one that the state file has. */
  verifierUrl?: string | null;
  /** Is shown every JSON answer below `/api`: for tests that check them. */
  onAnswer?: (answer: Answer) => void;
  /** The apps on offer; default the built-in catalog. */
  catalog?: Catalog;
}

/** What a caller gets when nothing else is asked for. */
export const optionDefaults = {
  port: 0,
  host: '127.0.0.1',
  apiKey: 'sandbox-key',
  linkTtlMs: 600_000,
  latencyMs: 0,
  legacyGone: false,
} as const;
