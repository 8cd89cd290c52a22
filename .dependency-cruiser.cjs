const { existsSync, readdirSync } = require('node:fs');

/**
 * The feature-to-feature edges of the server: `{ importer: ['imported', …] }`. Each is a decision; add one only together
 * with a line here that says why.
 */
const FEATURE_EDGES = {
  // Who is signed in, and by which rules.
  account: ['workspaces'],
  // Ends what a deleted workspace had, by the ways that people have.
  closing: ['workspaces', 'connections', 'endpoints'],
  // Callers and what they may do; the provider's port; which apps there are.
  connections: ['workspaces', 'provider', 'catalog', 'enabled-actions', 'triggers', 'webhooks'],
  // Which actions there are to enable.
  'enabled-actions': ['workspaces', 'catalog'],
  // Runs what is enabled on what is connected, and marks a connection whose grant turns out to have ended.
  actions: ['workspaces', 'provider', 'catalog', 'connections', 'enabled-actions'],
  // A trigger listens on a connection; what can be listened to is in the catalogue.
  triggers: ['workspaces', 'provider', 'catalog', 'connections'],
  // To send one again.
  events: ['workspaces', 'catalog', 'endpoints'],
  endpoints: ['workspaces', 'catalog'],
  // Everything that a browser's tabs follow, in one stream.
  live: ['workspaces', 'connections', 'events'],
  // Messages become events, and questions to the provider about connections and triggers.
  webhooks: ['connections', 'triggers', 'events', 'endpoints', 'provider'],
  catalog: ['workspaces', 'provider'],
  // Looks at everything an installation needs, names the activation policy, and registers the webhook
  // where it is missing.
  system: ['workspaces', 'provider', 'connections', 'webhooks', 'sealed'],
  // Who runs the installation, and who may sign up.
  installation: ['workspaces'],
  // Who makes keys, and the port by which procedures ask whose a key is.
  'service-keys': ['workspaces'],
  // The other end of a connection's attempt.
  'oauth-callback': ['connections', 'workspaces', 'provider'],
};

const SERVER = '^apps/server/src';
const TESTS = '(\\.test(-d)?\\.ts$|\\.fixture\\.ts$|^apps/server/(test|bench)/|^apps/web/e2e/)';

const featuresDir = `${__dirname}/apps/server/src/features`;
const features = existsSync(featuresDir) ? readdirSync(featuresDir) : [];

const featureRules = features.map((feature) => ({
  name: `feature-${feature}-imports-only-its-own`,
  comment: 'A feature knows its own folder, the platform and the lifecycle. Other features: see FEATURE_EDGES.',
  severity: 'error',
  from: { path: `${SERVER}/features/${feature}/`, pathNot: TESTS },
  to: {
    path: '^apps/',
    pathNot: [
      `${SERVER}/platform/`,
      ...[feature, ...(FEATURE_EDGES[feature] ?? [])].map((known) => `${SERVER}/features/${known}/`),
    ],
  },
}));

const forbidden = [
  {
    name: 'lifecycle-imports-nothing-of-ours',
    comment: 'Server and browser share it: it stays pure, on xstate and zod alone.',
    severity: 'error',
    from: { path: '^packages/lifecycle/src/', pathNot: TESTS },
    to: { pathNot: ['^packages/lifecycle/', 'node_modules/(xstate|zod)/'] },
  },
  {
    name: 'schema-errors-imports-nothing-of-ours',
    comment: 'The rules of a trigger’s form, the same on both sides.',
    severity: 'error',
    from: { path: '^packages/schema-errors/src/', pathNot: TESTS },
    to: { pathNot: ['^packages/(schema-errors|exact-json)/', 'node_modules/@cfworker/'] },
  },
  {
    name: 'exact-json-imports-nothing',
    comment: 'Server, browser and the packed client share it.',
    severity: 'error',
    from: { path: '^packages/exact-json/src/', pathNot: TESTS },
    to: { pathNot: '^packages/exact-json/' },
  },
  {
    name: 'platform-knows-no-feature',
    severity: 'error',
    from: { path: `${SERVER}/platform/`, pathNot: TESTS },
    to: { path: '^apps/', pathNot: `${SERVER}/platform/` },
  },
  ...featureRules,
  {
    name: 'adapters-import-ports-and-platform',
    comment:
      'An adapter fulfils a port; it knows nothing else of a feature, and no other adapter. How the provider is called is ' +
      'the same for both SDKs, and therefore in a folder of its own.',
    severity: 'error',
    from: { path: `${SERVER}/adapters/([^/]+)/`, pathNot: TESTS },
    to: {
      path: SERVER,
      pathNot: [`${SERVER}/adapters/($1|provider-calls)/`, `${SERVER}/platform/`, '\\.port\\.ts$'],
    },
  },
  {
    name: 'only-composition-imports-adapters',
    severity: 'error',
    from: { path: '^apps/', pathNot: [TESTS, `${SERVER}/composition\\.ts$`, `${SERVER}/adapters/`] },
    to: { path: `${SERVER}/adapters/` },
  },
  {
    name: 'only-the-sandbox-adapter-imports-the-sandbox',
    severity: 'error',
    from: { path: '^(apps|packages)/', pathNot: ['^apps/sandbox/', `${SERVER}/adapters/sandbox/`, TESTS] },
    to: { path: '^apps/sandbox/' },
  },
  {
    name: 'sandbox-stands-alone',
    comment: 'It plays the provider: what it knew of us, the provider could not know.',
    severity: 'error',
    from: { path: '^apps/sandbox/' },
    to: { path: '^(apps|packages)/', pathNot: '^apps/sandbox/' },
  },
  {
    name: 'browser-and-client-import-the-server-by-type',
    severity: 'error',
    from: { path: '^(apps/web|packages/client)/', pathNot: TESTS },
    to: { path: '^apps/server/', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'server-imports-no-browser-code',
    severity: 'error',
    from: { path: '^apps/server/src/' },
    to: { path: '^(apps/web|packages/client)/' },
  },
  {
    name: 'web-shared-knows-no-feature',
    severity: 'error',
    from: { path: '^apps/web/src/shared/' },
    to: { path: '^apps/web/src/(features|app)/' },
  },
  {
    name: 'no-cycles',
    severity: 'error',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'no-unresolvable',
    severity: 'error',
    from: { path: '\\.(ts|mts|vue)$' },
    to: { couldNotResolve: true, pathNot: ['^virtual:', '\\?'] },
  },
];

module.exports = {
  forbidden,
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
};
