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
  /** What is the case, in a sentence for a person. */
  says: string;
  /** What to do about it. */
  remedy: string;
}

/** An expected failure of the way to the database: who runs Patchbay can set it right. No part of a password is in it. */
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
