import { createHash } from 'node:crypto';
import { fileStorage, guarded, parsed, type ProviderActions } from '@patchbay/provider';
import { z } from 'zod';
import type { ComposioClient } from './client.ts';

const answer = z.object({
  key: z.string(),
  new_presigned_url: z.url(),
  metadata: z.object({ storage_backend: z.string() }).nullish(),
});

/** `POST /files/upload/request`, then a PUT to the storage. Arguments name the file by `{ name, mimetype, s3key }`. */
export function composioUpload({ rawRuns: raw, baseUrl }: ComposioClient): ProviderActions['uploadFile'] {
  const putFile = fileStorage({ baseUrl });
  return async ({ appSlug, actionSlug, name, mimetype, content }) => {
    const md5 = createHash('md5').update(content).digest('hex');
    const request = { toolkit_slug: appSlug, tool_slug: actionSlug, filename: name, mimetype, md5 };
    const wire = await guarded('upload', () => raw.files.createPresignedURL(request));
    const { key, new_presigned_url: url, metadata } = parsed('upload', answer, wire);
    const isAzure = metadata?.storage_backend === 'azure_blob_storage';
    await putFile(url, content, { 'content-type': mimetype, ...(isAzure && { 'x-ms-blob-type': 'BlockBlob' }) });
    return { name, mimetype, s3key: key };
  };
}
