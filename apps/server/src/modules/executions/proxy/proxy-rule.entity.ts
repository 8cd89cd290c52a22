import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/orm/table-types.ts';
import type { Actor } from '../../access/index.ts';

export const PROXY_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Requests that services may send to an app with a connection's credentials. Without any, none. */
export interface ProxyRule {
  methods: (typeof PROXY_METHODS)[number][];
  pathPrefix: string;
}

/** What an admin has allowed for a connection. */
export const ProxyRules = defineEntity({
  name: 'ProxyRules',
  tableName: 'proxy_rules',
  properties: {
    workspaceId: p.string().primary(),
    connectionId: p.uuid().primary(),
    rules: p.json<ProxyRule[]>(),
    chosenBy: p.json<Actor>(),
    chosenAt: p.datetime(),
  },
});

declare module '../../../platform/orm/table-types.ts' {
  interface Tables {
    proxy_rules: TableOf<typeof ProxyRules>;
  }
}
