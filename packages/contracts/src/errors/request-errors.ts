import type { ErrorText } from './error-text.ts';

/** Invalid requests, and failures of the server. */
export const REQUEST_ERRORS = {
  INPUT_INVALID: { status: 400, sentence: 'The request is not valid.', remedy: 'Correct the named fields.' },
  INPUT_UNKNOWN_FIELD: {
    status: 400,
    sentence: 'The request has a field that does not exist here.',
    remedy: 'Remove or correct the named fields.',
  },
  SANDBOX_ONLY: {
    status: 409,
    sentence: 'This is only possible in the sandbox.',
    remedy: 'This installation uses a Composio project, where apps and services do this themselves.',
  },
  MEDIA_TYPE_UNSUPPORTED: {
    status: 400,
    sentence: 'Only application/json is accepted.',
    remedy: 'Send the request as application/json.',
  },
  OVERLOADED: {
    status: 503,
    sentence: 'Too many messages; retry shortly.',
    remedy: 'Send it again in a few seconds.',
  },
  REQUEST_MALFORMED: {
    status: 400,
    sentence: 'The request is not valid HTTP.',
    remedy: 'Check its URL, its Host header and its other headers.',
  },
  REQUEST_TIMEOUT: {
    status: 408,
    sentence: 'The request arrived too slowly.',
    remedy: 'Send it again.',
  },
  HEADERS_TOO_LARGE: {
    status: 431,
    sentence: 'The headers of the request are too large.',
    remedy: 'Delete the cookies of this site, or send fewer headers.',
  },
  EXPECTATION_UNSUPPORTED: {
    status: 417,
    sentence: 'The Expect header of the request is not supported.',
    remedy: 'Send the request without it.',
  },
  BODY_TOO_LARGE: { status: 413, sentence: 'The request is too large.', remedy: 'Send less at once.' },
  METHOD_NOT_ALLOWED: {
    status: 405,
    sentence: 'This address takes another method.',
    remedy: 'See the Allow header.',
  },
  NOT_FOUND: { status: 404, sentence: 'There is nothing here.', remedy: 'Check the address.' },
  RATE_LIMITED: { status: 429, sentence: 'Too many requests.', remedy: 'Wait a moment and try again.' },
  UNAVAILABLE: {
    status: 503,
    sentence: 'Patchbay cannot reach its database.',
    remedy: 'Try again in a minute; nothing was lost.',
  },
  TRY_AGAIN: {
    status: 503,
    sentence: 'Too many changes were made at the same time, so this one was not.',
    remedy: 'Try again in a few seconds.',
  },
  INTERNAL: {
    status: 500,
    sentence: 'Something went wrong on our side.',
    remedy: 'Try again; if it stays, report the reference.',
  },
} as const satisfies Record<string, ErrorText>;
