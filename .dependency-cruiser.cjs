const SERVER = '^apps/server/src';
const TESTS =
  '(\\.test(-d)?\\.ts$|\\.fixture\\.ts$|^apps/server/(test|bench)/|^apps/web/(browsers|e2e|bench|screenshots)/)';

const moduleRules = [
  {
    name: 'modules-are-used-by-their-index',
    comment: 'What a module does not export there is its own. The list of modules takes their module files.',
    severity: 'error',
    from: { path: `${SERVER}/`, pathNot: [TESTS, `${SERVER}/modules/([^/]+)/`] },
    to: { path: `${SERVER}/modules/`, pathNot: `${SERVER}/modules/[^/]+/(index|[^/]+\\.module)\\.ts$` },
  },
  {
    name: 'modules-use-each-other-by-index',
    severity: 'error',
    from: { path: `${SERVER}/modules/([^/]+)/`, pathNot: TESTS },
    to: { path: `${SERVER}/modules/`, pathNot: [`${SERVER}/modules/$1/`, `${SERVER}/modules/[^/]+/index\\.ts$`] },
  },
  {
    name: 'modules-know-the-platform-and-packages',
    severity: 'error',
    from: { path: `${SERVER}/modules/`, pathNot: TESTS },
    to: { path: '^apps/', pathNot: [`${SERVER}/modules/`, `${SERVER}/platform/`] },
  },
];

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
    name: 'platform-knows-no-module',
    severity: 'error',
    from: { path: `${SERVER}/platform/`, pathNot: TESTS },
    to: { path: '^apps/', pathNot: `${SERVER}/platform/` },
  },
  ...moduleRules,
  {
    name: 'adapters-know-the-platform-alone',
    severity: 'error',
    from: { path: `${SERVER}/adapters/([^/]+)/`, pathNot: TESTS },
    to: { path: SERVER, pathNot: [`${SERVER}/adapters/$1/`, `${SERVER}/platform/`] },
  },
  {
    name: 'packages-know-no-app',
    comment: 'The typed client has the types of the router; the contract suite runs against the sandbox.',
    severity: 'error',
    from: { path: '^packages/', pathNot: ['^packages/(client|provider-contract)/', TESTS] },
    to: { path: '^apps/' },
  },
  {
    name: 'adapters-of-the-provider-do-not-know-each-other',
    severity: 'error',
    from: { path: '^packages/(provider-composio|provider-composio-legacy)/' },
    to: { path: '^packages/', pathNot: '^packages/($1|provider|contracts|exact-json)/' },
  },
  {
    name: 'only-composition-chooses-the-provider',
    severity: 'error',
    from: { path: '^apps/server/src/', pathNot: [TESTS, `${SERVER}/composition\\.ts$`] },
    to: { path: '^packages/(provider-composio|provider-composio-legacy|embedded-postgres)/' },
  },
  {
    name: 'only-composition-imports-adapters',
    severity: 'error',
    from: { path: '^apps/', pathNot: [TESTS, `${SERVER}/composition\\.ts$`, `${SERVER}/adapters/`] },
    to: { path: `${SERVER}/adapters/` },
  },
  {
    name: 'only-the-sandbox-adapter-imports-the-sandbox',
    comment: 'And the acceptance run, which may be tried against it.',
    severity: 'error',
    from: { path: '^(apps|packages)/', pathNot: ['^apps/(sandbox|acceptance)/', `${SERVER}/adapters/sandbox/`, TESTS] },
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
    name: 'the-connect-page-is-a-bundle-of-its-own',
    comment: 'Nothing of the web app, and no zod: types of the contracts, their messages, and the lifecycle.',
    severity: 'error',
    from: { path: '^apps/web/connect-page/src/', pathNot: TESTS },
    to: {
      pathNot: ['^apps/web/connect-page/', '^packages/lifecycle/', '^packages/contracts/', 'node_modules/(vue|@vue)/'],
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'connect-has-the-messages-alone',
    comment: 'The package for pages of customers is published without dependencies.',
    severity: 'error',
    from: { path: '^packages/connect/src/' },
    to: { pathNot: ['^packages/connect/src/', '^packages/contracts/src/connect-session\\.messages\\.ts$'] },
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
    // What the clients' programs import is generated in the test that runs them. Packages that are published are built before they are used.
    from: { path: '\\.(ts|mts|vue)$', pathNot: '\\.flow\\.ts$' },
    to: { couldNotResolve: true, pathNot: ['^virtual:', '\\?', '^@patchbay/(client|connect)$'] },
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
