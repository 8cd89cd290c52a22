/**
 * Stands in for zod in the browser. `@patchbay/lifecycle` builds its schemas when it is loaded, for the server; the web
 * app takes only their types, and the real library would be a ninth of the first page.
 */
const schema: unknown = new Proxy(() => schema, { get, apply: () => schema });

function get(_: unknown, name: string | symbol): unknown {
  if (/parse$/i.test(String(name))) throw new Error('There are no schemas in the web app: the server checks.');
  return schema;
}

export { schema as z };
