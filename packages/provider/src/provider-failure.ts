/**
 * Why a call to the provider failed. `unavailable` (unreachable, timeout, 5xx) may work later, and may have been
 * processed. `busy` (rate limited, or too many calls in flight) and `limited` (too many calls of the same caller, not
 * sent) may work later, and were not processed. The others need a person to change something: `unauthorized` (the key
 * is invalid), `forbidden` (it lacks a permission), `needs_setup` (the project lacks something at the provider, such
 * as an OAuth client), `needs_scopes` (its own OAuth client does not request all of the scopes), `refused` and `invalid`.
 */
export type ProviderFailureKind =
  | 'unavailable'
  | 'busy'
  | 'limited'
  | 'unauthorized'
  | 'forbidden'
  | 'needs_setup'
  | 'needs_scopes'
  | 'refused'
  | 'invalid';

/** The only error of a provider adapter. Its message, for logs, and its causes never contain a key or a link. */
export class ProviderFailure extends Error {
  readonly kind: ProviderFailureKind;
  /** The permission that the key lacks, as `connected accounts: write`; only with `forbidden`. */
  readonly permission: string | null;
  /** The provider's own sentence, where it said one. */
  readonly said: string | null;

  constructor(
    kind: ProviderFailureKind,
    message: string,
    {
      permission,
      said,
      ...options
    }: ErrorOptions & { permission?: string | undefined; said?: string | undefined } = {},
  ) {
    super(message, options);
    this.permission = permission ?? null;
    this.said = said ?? null;
    this.name = 'ProviderFailure';
    this.kind = kind;
  }

  /** Whether further calls would fail the same way right now. */
  get isAway(): boolean {
    return this.kind === 'unavailable' || this.kind === 'busy' || this.kind === 'limited';
  }
}
