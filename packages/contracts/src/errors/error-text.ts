/** The texts of one code. */
export interface ErrorText {
  status: 400 | 401 | 403 | 404 | 405 | 408 | 409 | 413 | 417 | 429 | 431 | 500 | 502 | 503;
  /** One sentence for a person: what went wrong. */
  sentence: string;
  /** What to do about it. */
  remedy: string;
}
