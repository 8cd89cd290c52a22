import { bundleFromString, createConfig } from '@redocly/openapi-core';
import { schemaBreaks } from './schema-breaks.mjs';

/** @typedef {import('./schema-breaks.mjs').Break} Break */
/** @typedef {Record<string, any>} Document an OpenAPI document */

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/**
 * What in the later document breaks a program that was written for the earlier one.
 *
 * @param {Document} before
 * @param {Document} after
 * @returns {Promise<Break[]>}
 */
export async function apiBreaks(before, after) {
  const [from, to] = [await dereferenced(before), await dereferenced(after)];
  const found = [
    ...schemaNameBreaks(from, to),
    ...Object.keys(from.paths).flatMap((path) => pathBreaks(path, from, to)),
  ];
  const byText = new Map(found.map((each) => [`${each.kind}: ${each.at}`, each]));
  return [...byText.values()];
}

/** @param {Document} document @returns {Promise<Document>} */
async function dereferenced(document) {
  const config = await createConfig({});
  // `dereference` follows references into components, which stay there under their names.
  const { bundle } = await bundleFromString({
    source: JSON.stringify(document),
    config,
    dereference: true,
    keepUrlRefs: true,
  });
  return /** @type {Document} */ (bundle.parsed);
}

/** Generated clients have a type of each name. @param {Document} from @param {Document} to @returns {Break[]} */
function schemaNameBreaks(from, to) {
  const names = Object.keys(from.components?.schemas ?? {});
  return names
    .filter((name) => !to.components?.schemas?.[name])
    .map((name) => ({ kind: 'schema name removed', at: name }));
}

/** @param {string} path @param {Document} from @param {Document} to @returns {Break[]} */
function pathBreaks(path, from, to) {
  if (!to.paths[path]) return [{ kind: 'path removed', at: path }];
  const methods = METHODS.filter((method) => from.paths[path][method]);
  return methods.flatMap((method) => {
    const at = `${method.toUpperCase()} ${path}`;
    const [before, after] = [from.paths[path][method], to.paths[path][method]];
    if (!after) return [{ kind: 'operation removed', at }];
    const renamed = before.operationId === after.operationId ? [] : [{ kind: 'operation renamed', at }];
    return [
      ...renamed,
      ...parameterBreaks({ before, after, at }),
      ...bodyBreaks({ before, after, at }),
      ...answerBreaks({ before, after, at }),
    ];
  });
}

/** @typedef {{ before: Record<string, any>, after: Record<string, any>, at: string }} Operations */

/** @param {Operations} operations @returns {Break[]} */
function parameterBreaks({ before, after, at }) {
  const [from, to] = [parametersOf(before), parametersOf(after)];
  const removed = [...from.keys()]
    .filter((name) => !to.has(name))
    .map((name) => ({ kind: 'field removed', at: `${at} ?${name}` }));
  const required = [...to].filter(([name, { required: must }]) => must && !from.get(name)?.required);
  const kept = [...from].filter(([name]) => to.has(name));
  return [
    ...removed,
    ...required.map(([name]) => ({ kind: 'required input added', at: `${at} ?${name}` })),
    ...kept.flatMap(([name, { schema }]) =>
      schemaBreaks({ before: schema, after: to.get(name)?.schema, at: `${at} ?${name}`, direction: 'input' }),
    ),
  ];
}

/** @param {Record<string, any>} operation @returns {Map<string, Record<string, any>>} */
function parametersOf({ parameters = [] }) {
  return new Map(parameters.map((parameter) => [parameter.name, parameter]));
}

/** @param {Operations} operations @returns {Break[]} */
function bodyBreaks({ before, after, at }) {
  const [from, to] = [before.requestBody, after.requestBody];
  if (!from) return to?.required ? [{ kind: 'required input added', at: `${at} body` }] : [];
  if (!to) return [{ kind: 'field removed', at: `${at} body` }];
  const must = to.required && !from.required ? [{ kind: 'required input added', at: `${at} body` }] : [];
  return [...must, ...contentBreaks({ before: from, after: to, at: `${at} body` }, 'input')];
}

/** What is answered when all went well. Errors gain codes; those that stand are permanent. @param {Operations} operations @returns {Break[]} */
function answerBreaks({ before, after, at }) {
  const statuses = Object.keys(before.responses).filter((status) => status.startsWith('2'));
  return statuses.flatMap((status) => {
    const [from, to] = [before.responses[status], after.responses[status]];
    if (!to) return [{ kind: 'answer removed', at: `${at} ${status}` }];
    return contentBreaks({ before: from, after: to, at: `${at} ${status}` }, 'output');
  });
}

/** @param {Operations} bodies @param {import('./schema-breaks.mjs').Direction} direction @returns {Break[]} */
function contentBreaks({ before, after, at }, direction) {
  return Object.entries(before.content ?? {}).flatMap(([type, { schema }]) => {
    const now = after.content?.[type];
    if (!now) return [{ kind: 'media type removed', at: `${at} ${type}` }];
    return schemaBreaks({ before: schema ?? {}, after: now.schema ?? {}, at, direction });
  });
}
