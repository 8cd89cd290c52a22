import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

/** Where a sealed secret is stored. It cannot be opened after it is moved to another row or column. */
export interface EncryptionContext {
  table: string;
  column: string;
  /** `-` for rows that belong to the whole installation. */
  workspaceId: string;
  rowId: string;
}

/** Secrets at rest. */
export interface Vault {
  /** AES-256-GCM under the current key. */
  seal(secret: string, context: EncryptionContext): string;
  /** Throws when it was sealed for another context, or with a key that is no longer known. */
  open(sealed: string, context: EncryptionContext): string;
  /** Versions of the keys that can open, the current one first. A sealed value begins with the version of its key and a dot. */
  versions: readonly string[];
}

/** A secret that was sealed under a key which is not known: the installation's secret was changed or lost. */
class UnknownKeyError extends Error {
  override name = 'UnknownKeyError';
}

interface Key {
  /** Identifies the key in sealed values without revealing anything about it. */
  version: string;
  bytes: Buffer;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * A vault whose keys are derived from the installation's secret. Values sealed under `previous` secrets can still be opened, so
 * the secret can be changed without downtime; new values are sealed under the current one.
 */
export function createVault(secret: string, previous: string[] = []): Vault {
  const current = deriveKey(secret);
  const keys = [current, ...previous.map(deriveKey)];
  return {
    versions: keys.map(({ version }) => version),
    seal(plain, context) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', current.bytes, iv, { authTagLength: TAG_BYTES });
      cipher.setAAD(boundTo(context, current));
      const sealed = Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `${current.version}.${sealed.toString('base64url')}`;
    },
    open(sealed, context) {
      const [version, text = ''] = sealed.split('.');
      const key = keys.find((known) => known.version === version);
      if (!key)
        throw new UnknownKeyError(`a secret in ${context.table} was sealed under a key that is not known: ${version}`);
      const bytes = Buffer.from(text, 'base64url');
      // Without an explicit length Node accepts a four-byte tag, which can be guessed.
      const decipher = createDecipheriv('aes-256-gcm', key.bytes, bytes.subarray(0, IV_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(boundTo(context, key));
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      const plain = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES));
      return Buffer.concat([plain, decipher.final()]).toString('utf8');
    },
  };
}

/** The secret, or null if its key is lost: for callers that replace it. */
export function openIfKnown(vault: Vault, sealed: string, context: EncryptionContext): string | null {
  try {
    return vault.open(sealed, context);
  } catch (error) {
    if (error instanceof UnknownKeyError) return null;
    throw error;
  }
}

/** HKDF (RFC 5869): the secret also signs sessions, and a key must have only one purpose. */
function deriveKey(secret: string): Key {
  const bytes = Buffer.from(hkdfSync('sha256', secret, '', 'patchbay: secrets at rest', 32));
  return { bytes, version: createHash('sha256').update(bytes).digest('hex').slice(0, 8) };
}

function boundTo({ table, column, workspaceId, rowId }: EncryptionContext, key: Key): Buffer {
  return Buffer.from(JSON.stringify([table, column, workspaceId, rowId, key.version]));
}
