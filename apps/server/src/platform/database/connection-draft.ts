/** The six modes of libpq (PostgreSQL documentation, 34.19.1). */
export const SSL_MODES = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;

export type SslMode = (typeof SSL_MODES)[number];

export type TlsVersion = 'TLSv1.2' | 'TLSv1.3';

/** The parameters before they are validated together. Files are named but not yet read. */
export interface ConnectionDraft {
  host?: string;
  port?: number;
  user?: string;
  password?: string;
  dbname?: string;
  options?: string;
  schema?: string;
  applicationName?: string;
  fallbackApplicationName?: string;
  connectTimeoutMs?: number;
  keepAlive?: boolean;
  keepAliveDelayMs?: number;
  channelBinding?: boolean;
  sslMode?: SslMode;
  directTls?: boolean;
  rootCert?: string;
  cert?: string;
  key?: string;
  keyPassword?: string;
  crl?: string;
  minVersion?: TlsVersion;
  maxVersion?: TlsVersion;
}
