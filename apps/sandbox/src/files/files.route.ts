import { createHash, randomUUID } from 'node:crypto';
import { raw, Router } from 'express';
import { z } from 'zod';
import type { SandboxContext } from '../context.ts';
import { badRequest, notFound } from '../http/api-error.ts';
import { endpoint, pathParam } from '../http/endpoint.ts';
import { pageOf, pageParams, readPage } from '../http/paging.ts';
import { idText, parseInput } from '../http/parse-input.ts';
import type { FileRecord } from '../store/state.ts';

const md5 = z.string().regex(/^[0-9a-f]{32}$/i);
const name = z.string().min(1).max(255);
const uploadInput = z.object({ toolkit_slug: idText, tool_slug: idText, filename: name, mimetype: name, md5 });
const listQuery = z.object({ ...pageParams, toolkit_slug: idText.optional(), tool_slug: idText.optional() });

const maxBytes = '25mb';

/** `/files`: for actions with an argument of type file. */
export function fileRoutes(context: SandboxContext): Router {
  const { store } = context;
  const routes = Router();
  routes.get(
    '/list',
    endpoint(store, (request) => {
      const query = parseInput(listQuery, request.query);
      const found = [...store.state.files.values()].filter((file) => isAsked(file, query));
      return { body: pageOf(found, readPage(query, { standard: 20, max: 100 }), fileWire) };
    }),
  );
  routes.post(
    '/upload/request',
    endpoint(store, (request) => {
      const input = parseInput(uploadInput, request.body);
      const key = `${input.toolkit_slug}/${input.tool_slug}/${randomUUID()}/${input.filename}`;
      const file: FileRecord = { key, ...input, md5: input.md5.toLowerCase(), uploadedAt: null };
      store.state.files.set(key, file);
      store.changed();
      return { body: uploadWire(context, file) };
    }),
  );
  return routes;
}

/** Where the bytes are uploaded: an address that needs no key, like presigned storage URLs. */
export function fileStorageRoutes(context: SandboxContext): Router {
  const { store } = context;
  const routes = Router();
  routes.put(
    '/:key',
    raw({ type: () => true, limit: maxBytes }),
    endpoint(store, (request) => {
      const file = store.state.files.get(pathParam(request, 'key'));
      if (!file) throw notFound('File', pathParam(request, 'key'));
      const content = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const digest = createHash('md5').update(content).digest('hex');
      if (digest !== file.md5) throw badRequest('File_DigestMismatch', 'The bytes do not match the announced MD5');
      store.state.files.set(file.key, { ...file, bytes: content.byteLength, uploadedAt: context.now() });
      store.changed();
      return { body: {} };
    }),
  );
  return routes;
}

/** For tests: what was put to the storage. */
export function uploadedFiles({ store }: SandboxContext): FileRecord[] {
  return structuredClone([...store.state.files.values()].filter(({ uploadedAt }) => uploadedAt !== null));
}

function isAsked(file: FileRecord, query: z.output<typeof listQuery>): boolean {
  return (
    file.uploadedAt !== null &&
    (query.toolkit_slug === undefined || query.toolkit_slug === file.toolkit_slug) &&
    (query.tool_slug === undefined || query.tool_slug === file.tool_slug)
  );
}

function fileWire({ toolkit_slug, tool_slug, filename, mimetype, md5: digest }: FileRecord): Record<string, unknown> {
  return { toolkit_slug, tool_slug, filename, mimetype, md5: digest };
}

function uploadWire(context: SandboxContext, { key }: FileRecord): Record<string, unknown> {
  const url = `${context.publicUrl()}/storage/${encodeURIComponent(key)}`;
  return {
    id: key,
    key,
    type: 'new',
    new_presigned_url: url,
    newPresignedUrl: url,
    metadata: { storage_backend: 's3' },
  };
}
