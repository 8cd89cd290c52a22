import type { Answer } from './http/answer-tap.ts';
import type { Catalog } from './catalog/catalog.ts';

/** Options of a sandbox. Every field has a default for tests. */
export interface SandboxOptions {
  /** TCP port; 0 (the default) takes any free one. */
  port?: number;
  /** Interface to listen on; default 127.0.0.1, so that other machines cannot reach it. */
  host?: string;
  /**
   * Base of every link shown to a browser, without a trailing slash; default `http://<host>:<port>`. May contain a
   * path.
   */
  publicUrl?: string;
  /** The `x-api-key` that callers must send; default `sandbox-key`. */
  apiKey?: string;
  /** JSON snapshot of the state; without it the state is in memory only. */
  stateFile?: string;
  /** The clock, in epoch milliseconds; default `Date.now`. */
  now?: () => number;
  /** How long a link can be answered, in milliseconds; default 600,000 like at Composio. */
  linkTtlMs?: number;
  /** Minimum duration of every API request in milliseconds; default 0. */
  latencyMs?: number;
  /** Whether `/api/v1` and `/api/v2` answer 410 Gone from the start; default false. */
  legacyGone?: boolean;
  /** The project's initial verifier URL, null for none; by default the one in the state file. */
  verifierUrl?: string | null;
  /** Called with every JSON response below `/api`, for tests that check them. */
  onAnswer?: (answer: Answer) => void;
  /** The apps on offer; default the built-in catalog. */
  catalog?: Catalog;
}

/** The defaults. */
export const optionDefaults = {
  port: 0,
  host: '127.0.0.1',
  apiKey: 'sandbox-key',
  linkTtlMs: 600_000,
  latencyMs: 0,
  legacyGone: false,
} as const;
