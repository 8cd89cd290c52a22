export type EmbeddedPostgresErrorCode =
  /** This operating system or processor has no bundled server. */
  | 'PLATFORM_UNSUPPORTED'
  /** Another live Patchbay process holds the data directory. */
  | 'DATA_DIR_IN_USE'
  /** The data directory cannot be written, or the server's account cannot reach it. */
  | 'DATA_DIR_UNREACHABLE'
  /** Started as root, and the machine has no account to run PostgreSQL as. */
  | 'ACCOUNT_MISSING'
  /** `initdb` failed; the message carries its output. */
  | 'INIT_FAILED'
  /** The asked port is taken by another program. */
  | 'PORT_IN_USE'
  /** The server ended or stayed silent while starting; the message carries the end of its log. */
  | 'START_FAILED'
  /** The server ignored both a fast and an immediate shutdown. */
  | 'STOP_FAILED';

/** The only error this folder throws on purpose. The message is for a person; programs read `code`. */
export class EmbeddedPostgresError extends Error {
  readonly code: EmbeddedPostgresErrorCode;

  constructor(code: EmbeddedPostgresErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EmbeddedPostgresError';
    this.code = code;
  }
}
