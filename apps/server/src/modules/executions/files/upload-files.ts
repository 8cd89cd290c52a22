import { ProviderFailure } from '@patchbay/provider';
import { AppError } from '../../../platform/errors/app-error.ts';
import type { KnownAction } from '../../catalog/index.ts';
import { providerError } from '../../provider/index.ts';
import type { ActionsDeps } from '../executions.deps.ts';
import { fetchFile, type FileContent } from './fetch-file.ts';
import { type FileInput, type FilesInput, MAX_SENT_BYTES } from './file-input.ts';
import { isFilePlace, namesUploadedFile, NOT_UPLOADED, takesFiles, withFiles } from './file-places.ts';

type Arguments = Record<string, unknown>;

/**
 * The arguments with a stand-in for each file, to be checked against the schema. Throws ARGUMENTS_INVALID for a file where the action
 * takes none, FILE_TOO_LARGE, and FILES_UNAVAILABLE where the provider takes none.
 */
export function withPlaceholders(
  { provider }: Pick<ActionsDeps, 'provider'>,
  { inputSchema }: KnownAction,
  { arguments: args, files }: { arguments: Arguments; files: FilesInput },
): Arguments {
  const fields = misplaced(inputSchema, args, files);
  if (Object.keys(fields).length > 0) throw new AppError('ARGUMENTS_INVALID', { fields });
  if (Object.keys(files).length === 0) return args;
  if (!provider.canUpload) throw new AppError('FILES_UNAVAILABLE');
  const sent = Object.values(files).reduce((sum, file) => sum + ('url' in file ? 0 : sizeOf(file.base64)), 0);
  if (sent > MAX_SENT_BYTES) throw new AppError('FILE_TOO_LARGE');
  const filled = withFiles(
    args,
    Object.keys(files).map((path) => [path, NOT_UPLOADED]),
  );
  if (!filled)
    throw new AppError('ARGUMENTS_INVALID', { fields: { '': 'A file and an argument have the same place.' } });
  return filled;
}

function misplaced(schema: Record<string, unknown>, args: Arguments, files: FilesInput): Record<string, string> {
  const wrong = Object.keys(files).filter((path) => !isFilePlace(schema, path));
  const fields = Object.fromEntries(wrong.map((path) => [path, 'This takes no file.']));
  if (!takesFiles(schema) || !namesUploadedFile(args)) return fields;
  return { ...fields, '': 'Give files in “files”, by their bytes or a URL.' };
}

/** Bytes that a text in base64 stands for. */
function sizeOf(base64: string): number {
  return Buffer.byteLength(base64, 'base64');
}

/** Uploads the files, all at once. Throws an `AppError` where one cannot be: the action has not run then. */
export async function uploadFiles(
  deps: ActionsDeps,
  { appSlug, slug }: KnownAction,
  { arguments: args, files }: { arguments: Arguments; files: FilesInput },
): Promise<Arguments> {
  const uploaded = await Promise.all(
    Object.entries(files).map(async ([path, given]): Promise<[string, object]> => {
      const file = await contentOf(deps, given);
      return [path, await upload(deps, { ...file, appSlug, actionSlug: slug })];
    }),
  );
  return withFiles(args, uploaded) ?? args;
}

function contentOf(deps: ActionsDeps, file: FileInput): Promise<FileContent> {
  if ('url' in file) return fetchFile(deps, file);
  return Promise.resolve({ ...file, content: Buffer.from(file.base64, 'base64') });
}

async function upload(
  { provider }: ActionsDeps,
  file: FileContent & { appSlug: string; actionSlug: string },
): Promise<object> {
  try {
    const { name, mimetype, content, appSlug, actionSlug } = file;
    return await provider.uploadFile({ name, mimetype, content, appSlug, actionSlug });
  } catch (error) {
    if (error instanceof ProviderFailure) throw providerError(error);
    throw error;
  }
}
