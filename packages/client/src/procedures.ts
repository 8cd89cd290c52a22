import type { AppRouter } from '@patchbay/server/router';

type Routers = AppRouter['_def']['record'];

/** Every procedure with its kind. */
type Kinds = {
  [Router in keyof Routers]?: { [Name in keyof Routers[Router]]?: Routers[Router][Name]['_def']['type'] };
};

/** What service keys may call. The kind decides the HTTP method and whether a call may be retried. */
export const PROCEDURES = {
  apps: {
    list: 'query',
    get: 'query',
    schemes: 'query',
    categories: 'query',
    actions: 'query',
    action: 'query',
    triggers: 'query',
  },
  catalog: { status: 'query' },
  connections: {
    list: 'query',
    connected: 'query',
    get: 'query',
    access: 'query',
    history: 'query',
    position: 'query',
    watch: 'subscription',
    add: 'mutation',
    cancel: 'mutation',
    refresh: 'mutation',
    refreshPending: 'mutation',
    disconnectImpact: 'query',
    disconnect: 'mutation',
    remove: 'mutation',
    rename: 'mutation',
    enabledActions: 'query',
    setEnabledActions: 'mutation',
    enableActions: 'mutation',
    disableActions: 'mutation',
    proxy: 'mutation',
    proxyRules: 'query',
  },
  connectSessions: { create: 'mutation', complete: 'mutation', list: 'query', get: 'query', end: 'mutation' },
  connectHosts: { list: 'query' },
  endUsers: { forget: 'mutation' },
  triggers: { list: 'query', type: 'query', automatic: 'query', enable: 'mutation', disable: 'mutation' },
  events: { list: 'query', get: 'query', position: 'query', watch: 'subscription', replay: 'mutation' },
  deliveries: { list: 'query', redeliver: 'mutation', recover: 'mutation' },
  actions: { execute: 'mutation', executions: 'query', policy: 'query' },
  health: { get: 'query' },
} as const satisfies Kinds;

export type Procedures = typeof PROCEDURES;

/** What installation keys may call on the installation itself. */
export const INSTALLATION_PROCEDURES = {
  provisioning: {
    upsertWorkspaces: 'mutation',
    listWorkspaces: 'query',
    getWorkspace: 'query',
    renameWorkspace: 'mutation',
    archiveWorkspace: 'mutation',
    restoreWorkspace: 'mutation',
    deleteWorkspace: 'mutation',
    setDevelopment: 'mutation',
    activity: 'query',
  },
  installationEndpoints: {
    list: 'query',
    create: 'mutation',
    update: 'mutation',
    rotateSecret: 'mutation',
    remove: 'mutation',
    test: 'mutation',
    deliveries: 'query',
    redeliver: 'mutation',
    recover: 'mutation',
  },
  connectHosts: {
    pending: 'query',
    approve: 'mutation',
    addShared: 'mutation',
    removeShared: 'mutation',
    setSharedBranding: 'mutation',
  },
} as const satisfies Kinds;

export type InstallationProcedures = typeof INSTALLATION_PROCEDURES;

/** What installation keys may call in a workspace that they name. */
export const MANAGED_PROCEDURES = {
  serviceKeys: { list: 'query', create: 'mutation', rotate: 'mutation', revoke: 'mutation' },
  endpoints: {
    list: 'query',
    create: 'mutation',
    update: 'mutation',
    rotateSecret: 'mutation',
    remove: 'mutation',
    test: 'mutation',
  },
  triggers: { automatic: 'query', setAutomatic: 'mutation' },
  actions: { policy: 'query', setPolicy: 'mutation' },
  connectHosts: { list: 'query', add: 'mutation', verify: 'mutation', remove: 'mutation', setBranding: 'mutation' },
} as const satisfies Kinds;

export type ManagedProcedures = typeof MANAGED_PROCEDURES;
