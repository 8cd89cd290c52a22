import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { VERSION } from '@composio/client';

const packageFile = createRequire(import.meta.url).resolve('@composio/client/package.json');
const dist = join(dirname(packageFile), 'dist');

/** One call that the vendor's client can make. */
export interface Operation {
  method: string;
  /** Below `/api/v3.1`: `/toolkits/{slug}`. */
  path: string;
  /** The name of its response type in the client's declarations; null if it is `unknown`. */
  type: string | null;
}

export const clientVersion: string = VERSION;

/** The declarations of the whole API. */
export function clientDeclarations(): string {
  return readOne(/^client-.*\.d\.mts$/);
}

/** Every call of the client, from the table that it is generated from. */
export function clientOperations(): Operation[] {
  const types = Array.from(clientDeclarations().matchAll(/^type (\w+Responses) = /gm), ([, name = '']) => name);
  const table = readOne(/^generated-operations-.*\.mjs$/).matchAll(/method: "(\w+)",\s+path: "\/api\/v3\.1([^"]*)"/g);
  return Array.from(table, ([, verb = '', path = '']) => {
    const wanted = typeNameOf(verb, path);
    return { method: verb.toUpperCase(), path, type: types.find((name) => name.toLowerCase() === wanted) ?? null };
  });
}

/**
 * `get /toolkits/{slug}` is `GetApiV31ToolkitsBySlugResponses`; compared in lower case, because capitalization
 * varies.
 */
function typeNameOf(verb: string, path: string): string {
  return `${verb}apiv31${path.replace(/\{/g, 'by').replace(/[^a-z0-9]/gi, '')}responses`.toLowerCase();
}

function readOne(name: RegExp): string {
  const found = readdirSync(dist).find((each) => name.test(each));
  if (found === undefined) throw new Error(`the client has no file ${name.source} any more`);
  return readFileSync(join(dist, found), 'utf8');
}
