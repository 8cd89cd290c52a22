import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { ENTITIES } from './entities.ts';

/**
 * A table belongs to the module that has its entity. Other modules write it through functions of that module's
 * `index.ts`, and read it the same way, unless a query joins it: such reads are listed here with their reason.
 */
const READS: Record<string, Record<string, string>> = {
  access: {
    member: 'whether a person was an admin, as a condition of the query that asks',
    organization: 'locks the workspace, or finds the one an installation key names: access is below workspaces',
  },
  catalog: { entity_connections: 'counts the connections of each listed app' },
  'connect-sessions': {
    connection_attempts: 'the attempts of sessions, and the one of a code',
    organization: 'whether the workspace of a session is still there',
  },
  connections: {
    composio_actions_cache: 'what a connected app offers, in one query of services',
    composio_apps_cache: 'name and logo of the app',
    enabled_actions: 'what a connected app may run, in one query of services',
    events: 'the last event of each listed connection',
    trigger_subscriptions: 'what a connection listens to, in one query of services',
  },
  'enabled-actions': { composio_actions_cache: 'enabled actions are those the app still offers' },
  events: {
    composio_apps_cache: 'name and logo of the app',
    deliveries: 'counts the deliveries of each listed event, and the events that were not delivered',
    entity_connections: 'label of the connection',
    organization: 'the customer’s id of the workspace, in the statement that saves an event',
    trigger_subscriptions: 'finds the subscription of each event in the statement that saves it',
  },
  executions: { entity_connections: 'how many calls have failed, in a prepared query that every call runs' },
  home: {
    action_executions: 'whether an action was run, in the one statement of the checklist',
    composio_apps_cache: 'names of the apps that are counted, and of the one to go on with',
    endpoints: 'whether there is an endpoint, in the one statement of the checklist',
    entity_connections: 'whether an app is connected, in the one statement of the checklist; and which to go on with',
    events: 'whether an event has arrived, in the one statement of the checklist',
    service_key_workspaces: 'whether there is a key, in the one statement of the checklist',
    trigger_subscriptions: 'whether a trigger is enabled, in the one statement of the checklist',
  },
  identity: {
    invitation: 'whether an invited address may sign up',
    member: 'the role of the caller, in the one query that every request makes',
    organization: 'the workspace of the caller, in the one query that every request makes',
  },
  'inbound-webhooks': {
    connection_attempts: 'the former accounts of connections, in one prepared query for each batch',
    entity_connections:
      'the accounts of connections in one prepared query for each batch; those that wait for a webhook',
    trigger_subscriptions: 'the connections that wait for messages',
  },
  installation: {
    admin_links: 'whether the installation has an admin, an account or a link, in one query of a start',
    entity_connections: 'counts the connections of each listed workspace',
    installation_admins: 'joined with the accounts',
    member: 'counts the members of each listed workspace',
    organization: 'lists all workspaces',
    user: 'name and address of the admins',
  },
  'installation-activity': { organization: 'the external id of the workspace, in the statement that records a write' },
  'oauth-callback': { connection_attempts: 'finds the attempt of a return, in one prepared query' },
  'outbound-webhooks': {
    entity_connections: 'chooses deliveries and events by the end user and tags of their connection',
    events: 'what is delivered, and what an endpoint has missed',
    organization: 'whether a workspace is archived, whose events endpoints of the installation do not receive',
  },
  sandbox: {
    endpoints: 'the address of an endpoint that is to fail',
    trigger_subscriptions: 'the provider’s id of a trigger that is to fire',
  },
  'service-keys': {
    member: 'the roles of the person who creates or sees a key',
    organization: 'names of the workspaces that a key reaches',
  },
  system: {
    composio_apps_cache: 'apps that have connections and still need to be set up, in one query',
    connection_attempts: 'measures the backlog',
    deliveries: 'measures the backlog',
    entity_connections: 'apps that have connections and still need to be set up, in one query',
    webhook_dead_letters: 'measures the backlog',
    webhook_queue: 'measures the backlog',
  },
  triggers: { entity_connections: 'only subscriptions whose connection is still there' },
  workspaces: {
    entity_connections: 'counts the connections of each listed workspace',
    user: 'name and address of members, inviters and the person who signs in',
  },
};

/** Statements whose table is only known at run time, with the reason. */
const UNNAMED: Record<string, string> = {
  'modules/catalog/sync/catalog-rows.ts': 'apps and actions, both of the catalog',
  'modules/sealed/sealed-values.ts': 'seals again what any module has sealed, as listed in sealed-columns.ts',
};

const ROOT = new URL('./', import.meta.url);

/** The tables of better-auth, which have no entities. */
const ACCOUNT_TABLES: Record<string, string[]> = {
  identity: ['account', 'session', 'user', 'verification'],
  workspaces: ['invitation', 'member', 'organization'],
};

const READING = new Set(['selectFrom', 'innerJoin', 'leftJoin', 'rightJoin', 'fullJoin', 'from', 'using']);
const WRITING = new Set(['insertInto', 'updateTable', 'deleteFrom', 'mergeInto']);
const WRITING_ENTITIES = new Set([
  'nativeUpdate',
  'nativeDelete',
  'create',
  'insert',
  'insertMany',
  'upsert',
  'upsertMany',
]);

interface Use {
  file: string;
  module: string;
  /** Undefined if it is only known at run time. */
  table: string | undefined;
  writes: boolean;
}

const files = readdirSync(new URL('modules', ROOT), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !/\.(test|test-d|fixture)\.ts$/.test(file))
  .map((file) => `modules/${file}`);
const sources = new Map(files.map((file) => [file, readFileSync(fileURLToPath(new URL(file, ROOT)), 'utf8')]));

const moduleOf = (file: string) => file.split('/')[1] ?? '';

/** Table and owner, by the name used in code: the table's own, or its entity's. */
const entityNames = new Map(ENTITIES.map(({ meta }) => [meta.className, meta.tableName]));
const owners = new Map<string, string>(
  Object.entries(ACCOUNT_TABLES).flatMap(([module, tables]) => tables.map((table) => [table, module] as const)),
);
for (const [file, text] of sources) {
  const table = /^ {2}tableName: '(\w+)'/m.exec(text)?.[1];
  if (table) owners.set(table, moduleOf(file));
}

function usesIn(file: string): Use[] {
  const found: Use[] = [];
  const source = ts.createSourceFile(file, sources.get(file) ?? '', ts.ScriptTarget.Latest, true);
  const constants = constantsOf(source);
  const visit = (node: ts.Node) => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && !isOfClass(node.expression)) {
      const method = node.expression.name.text;
      const [first] = node.arguments;
      if (first && (READING.has(method) || WRITING.has(method)))
        found.push(
          ...tablesOf(first, constants).map((table) => ({ ...use(file), table, writes: WRITING.has(method) })),
        );
      if (first && WRITING.has(method) && ts.isIdentifier(first) && !constants.has(first.text))
        found.push({ ...use(file), table: undefined, writes: true });
      if (first && ts.isIdentifier(first) && WRITING_ENTITIES.has(method) && entityNames.has(first.text))
        found.push({ ...use(file), table: entityNames.get(first.text), writes: true });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.filter(({ table }) => table === undefined || owners.has(table));
}

/** `Buffer.from(…)`. */
const isOfClass = ({ expression }: ts.PropertyAccessExpression) => /^[A-Z]/.test(expression.getText());

const use = (file: string) => ({ file, module: moduleOf(file) });

function constantsOf(source: ts.SourceFile): Map<string, string> {
  const declared = source.statements
    .filter(ts.isVariableStatement)
    .flatMap((each) => [...each.declarationList.declarations]);
  return new Map(
    declared.flatMap(({ name, initializer }) =>
      initializer && ts.isStringLiteral(initializer) ? [[name.getText(), initializer.text] as const] : [],
    ),
  );
}

/** `'events as e'`, a constant, or several in an array; undefined for a variable. Subqueries are found inside. */
function tablesOf(node: ts.Expression, constants: Map<string, string>): (string | undefined)[] {
  if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap((each) => tablesOf(each, constants));
  if (ts.isStringLiteralLike(node)) return [node.text.split(' ')[0]];
  if (ts.isIdentifier(node) && constants.has(node.text)) return [constants.get(node.text)];
  return ts.isPropertyAccessExpression(node) ? [undefined] : [];
}

const uses = files.flatMap(usesIn);
const foreign = uses.filter(({ table, module }) => table !== undefined && owners.get(table) !== module);

it('finds the owner of every table, and statements in nearly every module', () => {
  const platform = ['jobs_schema', 'guesses', 'history_clock', 'migration_versions', 'readiness_probes'];
  const unowned = ENTITIES.map(({ tableName }) => tableName).filter((table) => !owners.has(table));
  expect(unowned.toSorted()).toEqual(platform.toSorted());
  expect(uses.length).toBeGreaterThan(150);
});

it('only the owner writes a table: workspaces once turned off endpoints and revoked keys with its own statements', () => {
  expect(foreign.filter(({ writes }) => writes).map(({ file, table }) => `${file} writes ${table}`)).toEqual([]);
});

it('only listed reads use tables of other modules', () => {
  const found = foreign.filter(({ writes }) => !writes).map(({ module, table }) => `${module} reads ${table}`);
  const listed = Object.entries(READS).flatMap(([module, tables]) =>
    Object.keys(tables).map((table) => `${module} reads ${table}`),
  );
  expect([...new Set(found)].toSorted()).toEqual(listed.toSorted());
});

it('tables are only named by variables where listed', () => {
  const unnamed = uses.filter(({ table }) => table === undefined).map(({ file }) => file);
  expect([...new Set(unnamed)].toSorted()).toEqual(Object.keys(UNNAMED));
});
