import { type ErrorCode, ERRORS } from '@patchbay/contracts';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Node's codes for data that it could not parse as a request. */
const CODES: Record<string, ErrorCode> = {
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'BODY_TOO_LARGE',
};

const PHRASES: Partial<Record<ErrorCode, string>> = {
  REQUEST_MALFORMED: 'Bad Request',
  HEADERS_TOO_LARGE: 'Request Header Fields Too Large',
  REQUEST_TIMEOUT: 'Request Timeout',
  BODY_TOO_LARGE: 'Content Too Large',
};

/** Answers data that is not a request once, in our format, and closes the connection: what follows cannot be parsed either. */
export function onClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  // The peer has closed, or a response is already being written, which this must not interrupt.
  if (error.code === 'ECONNRESET' || !socket.writable || socket.bytesWritten > 0) {
    socket.destroy();
    return;
  }
  socket.end(plainAnswer(CODES[error.code ?? ''] ?? 'REQUEST_MALFORMED'), () => socket.destroy());
}

/** `Expect` with anything but `100-continue` (RFC 9110, section 10.1.1). */
export function onUnknownExpectation(_req: IncomingMessage, res: ServerResponse): void {
  answerBare(res, 'EXPECTATION_UNSUPPORTED');
}

/** An answer before there is an Express request. Closes the connection: what follows on it was not read. */
export function answerBare(res: ServerResponse, code: ErrorCode): void {
  res.writeHead(ERRORS[code].status, { 'Content-Type': 'application/json', Connection: 'close' });
  res.end(bodyOf(code));
}

function bodyOf(code: ErrorCode): string {
  const { sentence, remedy } = ERRORS[code];
  return JSON.stringify({ error: { errorCode: code, message: sentence, remedy, reference: null, fields: null } });
}

/** A complete HTTP/1.1 response. */
export function plainAnswer(code: ErrorCode): string {
  const body = bodyOf(code);
  return [
    `HTTP/1.1 ${ERRORS[code].status} ${PHRASES[code] ?? 'Error'}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
