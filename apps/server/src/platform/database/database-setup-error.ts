/** Why a start cannot go on with this database. Permanent: scripts may branch on them. */
export type DatabaseSetupCode =
  | 'DATABASE_AWAY'
  | 'DATABASE_READ_ONLY'
  | 'SCHEMA_NEWER'
  | 'OLDER_PROCESS_RUNS'
  | 'DATABASE_REFUSED'
  | 'DATABASE_UNTRUSTED'
  | 'PASSWORD_MISSING'
  | 'POOLER_WITHOUT_DIRECT_URL'
  | 'DIRECT_URL_POOLED'
  | 'DATABASES_DIFFER'
  | 'POOLER_SCHEMA'
  | 'SCHEMA_MISSING'
  | 'RIGHTS_MISSING'
  | 'CONNECTIONS_EXHAUSTED';

interface DatabaseSetupErrorOptions extends ErrorOptions {
  /** What is wrong, in a sentence for a person. */
  says: string;
  /** What to do about it. */
  remedy: string;
}

/** An expected failure to set up the database connection, which an operator can fix. Never contains any part of a password. */
export class DatabaseSetupError extends Error {
  override name = 'DatabaseSetupError';
  readonly code: DatabaseSetupCode;
  readonly says: string;
  readonly remedy: string;

  constructor(code: DatabaseSetupCode, { says, remedy, ...options }: DatabaseSetupErrorOptions) {
    super(`${says} ${remedy}`, options);
    this.code = code;
    this.says = says;
    this.remedy = remedy;
  }
}
