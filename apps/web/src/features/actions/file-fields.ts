import { t } from '../../shared/i18n/t.ts';

/** A JSON Schema. It comes from the provider, so nothing in it is certain. */
type Schema = Record<string, unknown>;

/** An argument of type file: `many` takes a list of them. */
export interface FileField {
  name: string;
  label: string;
  help: string;
  required: boolean;
  many: boolean;
}

/** The arguments of type file, which have a control of their own, and the schema of the others. Pure. */
export function splitFiles(schema: Schema): { files: FileField[]; rest: Schema } {
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const required: unknown[] = Array.isArray(schema['required']) ? schema['required'] : [];
  const files = Object.entries(properties).flatMap(([name, property]) => {
    const many = isFile(itemsOf(property));
    if (!many && !isFile(property)) return [];
    return [{ name, ...wordsOf(name, property), required: required.includes(name), many }];
  });
  const names = new Set(files.map(({ name }) => name));
  const others = Object.entries(properties).filter(([name]) => !names.has(name));
  const needed = required.filter((name) => !names.has(String(name)));
  return { files, rest: { ...schema, properties: Object.fromEntries(others), required: needed } };
}

function isFile(property: unknown): boolean {
  if (!isObject(property)) return false;
  const alternatives = [property['anyOf'], property['oneOf'], property['allOf']].flat();
  return property['file_uploadable'] === true || alternatives.some(isFile);
}

function itemsOf(property: unknown): unknown {
  return isObject(property) && property['type'] === 'array' ? property['items'] : undefined;
}

function wordsOf(name: string, property: unknown): Pick<FileField, 'label' | 'help'> {
  const { title, description } = isObject(property) ? property : {};
  return {
    label: typeof title === 'string' && title !== '' ? title : name,
    help: typeof description === 'string' ? description : '',
  };
}

function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** As the server: five files, 2 MiB together. */
const MAX_FILES = 5;
const MAX_BYTES = 2 * 1024 * 1024;

/** What is wrong with the chosen files, by the name of the argument; for all of them together by `''`. Pure. */
export function fileErrors(fields: FileField[], chosen: Record<string, File[]>): Record<string, string> {
  const missing = fields.filter(({ name, required }) => required && (chosen[name] ?? []).length === 0);
  const errors = Object.fromEntries(missing.map(({ name }) => [name, t('actions.chooseFile')]));
  const all = Object.values(chosen).flat();
  const bytes = all.reduce((sum, { size }) => sum + size, 0);
  if (all.length > MAX_FILES) return { ...errors, '': t('actions.tooManyFiles', { number: MAX_FILES }) };
  return bytes > MAX_BYTES ? { ...errors, '': t('actions.filesTooLarge') } : errors;
}

/** The files by where they belong in the arguments. */
export async function givenFiles(
  fields: FileField[],
  chosen: Record<string, File[]>,
): Promise<Record<string, { name: string; mimetype: string; base64: string }>> {
  const places = fields.flatMap(({ name, many }) =>
    (chosen[name] ?? []).map((file, index) => ({ path: many ? `${name}.${index}` : name, file })),
  );
  const given = places.map(async ({ path, file }) => [path, await contentOf(file)] as const);
  return Object.fromEntries(await Promise.all(given));
}

async function contentOf(file: File) {
  // A browser that does not know the type says nothing, or adds parameters to it.
  const [type = ''] = file.type.split(';');
  return { name: file.name, mimetype: type || 'application/octet-stream', base64: await base64Of(file) };
}

/** Bytes whose characters are made at once: as arguments of one call. */
const CHUNK = 8_192;

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(text);
}
