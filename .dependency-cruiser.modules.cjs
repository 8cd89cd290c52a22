/**
 * The graph of the server's modules, without its tests: none uses another that uses it, types included. What two modules
 * need of each other is a port that one declares and the other fulfills, or a third module.
 */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles-between-modules',
      severity: 'error',
      scope: 'folder',
      from: { path: '^apps/server/src/modules/[^/]+$' },
      to: { path: '^apps/server/src/modules/[^/]+$', circular: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(\\.test(-d)?\\.ts$|\\.fixture\\.ts$|/dist/)' },
    includeOnly: '^apps/server/src/',
    tsPreCompilationDeps: true,
  },
};
