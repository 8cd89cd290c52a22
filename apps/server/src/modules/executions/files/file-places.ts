import { isJsonObject } from '@patchbay/contracts';

type Schema = Record<string, unknown>;

/** In the place of a file until it is uploaded, so that the arguments can be checked before anything is sent. */
export const NOT_UPLOADED = { name: 'file', mimetype: 'application/octet-stream', s3key: 'pending' };

/** Whether an action has any argument of type file. */
export function takesFiles(schema: Schema): boolean {
  return JSON.stringify(schema).includes('"file_uploadable":true');
}

/** Whether the schema has an argument of type file at this place; `attachments.0` is in a list. */
export function isFilePlace(root: Schema, path: string): boolean {
  const found = path
    .split('.')
    .reduce<Schema[]>((schemas, step) => schemas.flatMap((each) => inside(root, each, step)), [root]);
  return found.flatMap((each) => variants(root, each)).some((each) => each['file_uploadable'] === true);
}

const MAX_LEVELS = 8;

/** The schema with its references and alternatives, which the provider nests. */
function variants(root: Schema, schema: unknown, levels = MAX_LEVELS): Schema[] {
  if (!isJsonObject(schema) || levels === 0) return [];
  const { $ref: reference, anyOf, oneOf, allOf } = schema;
  const others = [anyOf, oneOf, allOf].flat().concat(typeof reference === 'string' ? [referred(root, reference)] : []);
  return [schema, ...others.flatMap((each) => variants(root, each, levels - 1))];
}

function referred(root: Schema, reference: string): unknown {
  const steps = reference.replace(/^#\//, '').split('/');
  return steps.reduce<unknown>(
    (place, step) => (isJsonObject(place) && Object.hasOwn(place, step) ? place[step] : undefined),
    root,
  );
}

function inside(root: Schema, schema: Schema, step: string): Schema[] {
  return variants(root, schema).flatMap(({ properties, items }) => {
    const named = isJsonObject(properties) && Object.hasOwn(properties, step) ? [properties[step]] : [];
    const listed = /^\d$/.test(step) ? [items].flat() : [];
    return [...named, ...listed].filter(isJsonObject);
  });
}

/** Whether a caller names an uploaded file themselves. It could be another workspace’s: the storage is the whole project’s. */
export function namesUploadedFile(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(namesUploadedFile);
  if (!isJsonObject(value)) return false;
  return Object.hasOwn(value, 's3key') || Object.values(value).some(namesUploadedFile);
}

/** The arguments with a file at each place; undefined where something else stands at one, or a list has a gap before it. */
export function withFiles(args: Schema, files: [path: string, file: object][]): Schema | undefined {
  const copy = copied(args) as Schema;
  return files.every(([path, file]) => put(copy, path.split('.'), file)) ? copy : undefined;
}

/** The caller's arguments are used once more. Exact numbers cannot change, and are the same. */
function copied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copied);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, copied(inner)]));
}

function put(root: Schema, steps: string[], file: object): boolean {
  const last = steps.pop() ?? '';
  let holder: unknown = root;
  for (const [index, step] of steps.entries()) holder = entered(holder, step, /^\d$/.test(steps[index + 1] ?? last));
  if (Array.isArray(holder) && Number(last) === holder.length) return holder.push(file) > 0;
  if (!isJsonObject(holder) || Object.hasOwn(holder, last)) return false;
  holder[last] = file;
  return true;
}

/** What stands there; where nothing does, a new list or object. */
function entered(holder: unknown, step: string, isList: boolean): unknown {
  if (Array.isArray(holder)) return holder[Number(step)];
  if (!isJsonObject(holder)) return undefined;
  if (!Object.hasOwn(holder, step)) holder[step] = isList ? [] : {};
  return holder[step];
}
