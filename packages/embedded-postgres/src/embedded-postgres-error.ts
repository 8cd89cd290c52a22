export type EmbeddedPostgresErrorCode =
  /** There is no bundled server for this operating system or processor. */
  | 'PLATFORM_UNSUPPORTED'
  /** Another running Patchbay process uses the data directory. */
  | 'DATA_DIR_IN_USE'
  /** The data directory is not writable, or the server's account cannot reach it. */
  | 'DATA_DIR_UNREACHABLE'
  /** Started as root, but the machine has no account to run PostgreSQL as. */
  | 'ACCOUNT_MISSING'
  /** `initdb` failed; the message contains its output. */
  | 'INIT_FAILED'
  /** The requested port is used by another program. */
  | 'PORT_IN_USE'
  /** The server ended or did not respond while starting; the message contains the end of its log. */
  | 'START_FAILED'
  /** The server ignored both a fast and an immediate shutdown. */
  | 'STOP_FAILED';

/** The only error this package throws on purpose. The message is for a person; programs read `code`. */
export class EmbeddedPostgresError extends Error {
  readonly code: EmbeddedPostgresErrorCode;

  constructor(code: EmbeddedPostgresErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EmbeddedPostgresError';
    this.code = code;
  }
}
