import { readFileSync } from 'node:fs';
import { type ConnectionOptions, getCACertificates } from 'node:tls';
import type { ConnectionDraft } from './connection-draft.ts';
import { ConnectionSettingError } from './connection-setting-error.ts';

/** One way to connect: with TLS and these options, or without TLS. */
export type TlsTry = ConnectionOptions | false;

/**
 * Translates libpq's sslmode into ways to connect, in order; more than one only for the modes that accept either (`allow`, `prefer`).
 * Without a mode it is `prefer`, as with libpq. Differences: nothing below `~/.postgresql` is read, `verify-full` without
 * `sslrootcert` trusts the public authorities that Node knows, and a file that a mode would not use is refused. Throws
 * `ConnectionSettingError`.
 */
export function tlsTries(draft: ConnectionDraft): readonly TlsTry[] {
  const { sslMode = 'prefer' } = draft;
  refuseWhatDoesNotFit(draft, sslMode);
  if (draft.host?.startsWith('/') || sslMode === 'disable') return [false];
  const tls = { ...filesOf(draft), ...trustOf(draft, sslMode) };
  if (sslMode === 'allow') return [false, tls];
  return sslMode === 'prefer' ? [tls, false] : [tls];
}

function refuseWhatDoesNotFit(draft: ConnectionDraft, mode: NonNullable<ConnectionDraft['sslMode']>): void {
  const needsTls = !['disable', 'allow', 'prefer'].includes(mode);
  const refuse = (sentence: string): never => {
    throw new ConnectionSettingError(sentence);
  };
  if (draft.host?.startsWith('/') && needsTls)
    refuse(`sslmode=${mode} cannot be kept over a Unix socket: leave it out`);
  if (mode === 'disable' && (draft.cert ?? draft.key)) refuse('sslcert has no use with sslmode=disable');
  if ((draft.cert === undefined) !== (draft.key === undefined)) refuse('sslcert and sslkey must be given together');
  if (draft.keyPassword !== undefined && draft.key === undefined) refuse('sslpassword has no use without sslkey');
  if (draft.directTls && !needsTls) refuse('sslnegotiation=direct needs sslmode=require, verify-ca or verify-full');
  if (needsTls) return refuseUntrusted(draft, mode, refuse);
  const unused = (['rootCert', 'crl'] as const).find((name) => draft[name] !== undefined);
  const said = unused === 'crl' ? 'sslcrl' : 'sslrootcert';
  if (unused) refuse(`${said} has no use with sslmode=${mode}: set sslmode=verify-full, or verify-ca`);
}

function refuseUntrusted(draft: ConnectionDraft, mode: string, refuse: (sentence: string) => never): void {
  if (draft.rootCert === 'system' && mode !== 'verify-full') refuse('sslrootcert=system needs sslmode=verify-full');
  if (mode === 'verify-ca' && draft.rootCert === undefined) refuse('sslmode=verify-ca needs sslrootcert');
  if (mode === 'require' && draft.crl !== undefined && draft.rootCert === undefined) {
    refuse('sslcrl has no use with sslmode=require: set sslmode=verify-full, or verify-ca');
  }
}

function filesOf({ cert, key, keyPassword, crl, minVersion, maxVersion }: ConnectionDraft): ConnectionOptions {
  return {
    ...(cert !== undefined && { cert: contentOf('sslcert', cert) }),
    ...(key !== undefined && { key: contentOf('sslkey', key) }),
    ...(keyPassword !== undefined && { passphrase: keyPassword }),
    ...(crl !== undefined && { crl: contentOf('sslcrl', crl) }),
    ...(minVersion !== undefined && { minVersion }),
    ...(maxVersion !== undefined && { maxVersion }),
  };
}

/** With `require`, a root certificate makes it verify-ca, as with libpq. */
function trustOf({ rootCert }: ConnectionDraft, mode: string): ConnectionOptions {
  const checks = mode.startsWith('verify-') || (mode === 'require' && rootCert !== undefined);
  if (!checks) return { rejectUnauthorized: false };
  return {
    rejectUnauthorized: true,
    ...(rootCert !== undefined && { ca: authorities(rootCert) }),
    ...(mode !== 'verify-full' && { checkServerIdentity: () => undefined }),
  };
}

function authorities(rootCert: string): string | string[] {
  return rootCert === 'system' ? getCACertificates('system') : contentOf('sslrootcert', rootCert);
}

function contentOf(said: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new ConnectionSettingError(`${said}: the file ${file} cannot be read (${reason})`);
  }
}
