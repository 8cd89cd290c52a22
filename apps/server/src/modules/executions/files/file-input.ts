import { createHash } from 'node:crypto';
import { z } from 'zod';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import { fileName } from './file-name.ts';

const MAX_FILES = 5;
/** Bytes of the files that a call carries, together. */
export const MAX_SENT_BYTES = 2 * 1024 * 1024;
/** Bytes of a file that is fetched. */
export const MAX_FETCHED_BYTES = 5 * 1024 * 1024;
/** Of the body of a call: files in base64, and the arguments. */
export const MAX_CALL_BYTES = 3 * 1024 * 1024;

const name = z.string().min(1).max(200).transform(fileName);
/** RFC 6838, section 4.2, without parameters. */
export const mimetype = z.string().regex(/^[a-z0-9][a-z0-9!#$&^_.+-]{0,62}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,62}$/i);

const sentFile = inputObject({ name, mimetype: mimetype.default('application/octet-stream'), base64: z.base64() });
const linkedFile = inputObject({
  url: z.url({ protocol: /^https?$/ }).max(2_000),
  /** Left out, as in the address. */
  name: name.optional(),
});

/** A file by its bytes, or by an address that Patchbay fetches it from. */
const file = z.union([sentFile, linkedFile]);

export const filesInput = z
  .record(z.string().min(1).max(200), file)
  .refine((files) => Object.keys(files).length <= MAX_FILES, `at most ${MAX_FILES} files`)
  .describe(
    `Files for arguments of type file, by where they belong in the arguments: “attachment”, “attachments.0”. At most ${MAX_FILES}; ` +
      'bytes up to 2 MiB together, a URL up to 5 MiB each. They are passed on and not kept.',
  );

export type FileInput = z.infer<typeof file>;
export type FilesInput = z.infer<typeof filesInput>;

/** What a repeat with the same idempotency key must have in common: bytes by their SHA-256, linked files by their address. */
export function fingerprints(files: FilesInput): Record<string, unknown> {
  return Object.fromEntries(Object.entries(files).map(([path, each]) => [path, fingerprint(each)]));
}

function fingerprint(each: FileInput): unknown {
  if ('url' in each) return each;
  const sha256 = createHash('sha256').update(Buffer.from(each.base64, 'base64')).digest('hex');
  return { name: each.name, mimetype: each.mimetype, sha256 };
}
