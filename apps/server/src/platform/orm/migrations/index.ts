import { Migration20261122Actions } from './migration-20261122-actions.ts';
import { Migration20261122Foundation } from './migration-20261122-foundation.ts';
import { Migration20261122ServiceKeys } from './migration-20261122-service-keys.ts';
import { Migration20261123Defence } from './migration-20261123-defence.ts';
import { Migration20261123WebhookInbox } from './migration-20261123-webhook-inbox.ts';
import { Migration20261124SyncProgress } from './migration-20261124-sync-progress.ts';
import { Migration20261124Triggers } from './migration-20261124-triggers.ts';
import { Migration20261125Endpoints } from './migration-20261125-endpoints.ts';
import { Migration20261126AttemptConfig } from './migration-20261126-attempt-config.ts';
import { Migration20261127WebhookQueue } from './migration-20261127-webhook-queue.ts';
import { Migration20261128MessageDigests } from './migration-20261128-message-digests.ts';
import { Migration20261128WebhookSetAside } from './migration-20261128-webhook-set-aside.ts';
import { Migration20261129FairDeliveries } from './migration-20261129-fair-deliveries.ts';
import { Migration20261130AttemptId } from './migration-20261130-attempt-id.ts';
import { Migration20261201KeysOfFormerAdmins } from './migration-20261201-keys-of-former-admins.ts';
import { Migration20261202ReturnSession } from './migration-20261202-return-session.ts';
import { Migration20261203KeyShownTo } from './migration-20261203-key-shown-to.ts';
import { Migration20261205UnconfirmedReturn } from './migration-20261205-unconfirmed-return.ts';
import { Migration20261206ExactJson } from './migration-20261206-exact-json.ts';
import { Migration20261207ReleasedAccounts } from './migration-20261207-released-accounts.ts';
import { Migration20261209EndpointShownTo } from './migration-20261209-endpoint-shown-to.ts';
import { Migration20261209Guesses } from './migration-20261209-guesses.ts';
import { Migration20261210ExecutionScans } from './migration-20261210-execution-scans.ts';
import { Migration20261210Labels } from './migration-20261210-labels.ts';
import { Migration20261211JobsSchema } from './migration-20261211-jobs-schema.ts';
import { Migration20261212InstallationAdmins } from './migration-20261212-installation-admins.ts';
import { Migration20261213Degraded } from './migration-20261213-degraded.ts';
import { Migration20261214HistoryClock } from './migration-20261214-history-clock.ts';
import { Migration20261215PlainNames } from './migration-20261215-plain-names.ts';
import { Migration20261217ReturnSession } from './migration-20261217-return-session.ts';
import { Migration20261218Schemes } from './migration-20261218-schemes.ts';
import { Migration20261219ProxyRules } from './migration-20261219-proxy-rules.ts';
import { Migration20261220Provisioning } from './migration-20261220-provisioning.ts';
import { Migration20261220WorkspaceArchived } from './migration-20261220-workspace-archived.ts';
import { Migration20261221EndUsers } from './migration-20261221-end-users.ts';
import { Migration20261222ConnectSessions } from './migration-20261222-connect-sessions.ts';
import { Migration20261223OutgoingEvents } from './migration-20261223-outgoing-events.ts';
import { Migration20261224Health } from './migration-20261224-health.ts';
import { Migration20261226HostBranding } from './migration-20261226-host-branding.ts';
import { Migration20261227EndUsersInHistory } from './migration-20261227-end-users-in-history.ts';
import { Migration20261228DevelopmentWorkspaces } from './migration-20261228-development-workspaces.ts';
import { Migration20261228FirstResults } from './migration-20261228-first-results.ts';
import { Migration20261228InstallationEndpoints } from './migration-20261228-installation-endpoints.ts';
import { Migration20261228WebhookHealth } from './migration-20261228-webhook-health.ts';
import { Migration20261229CatalogSearch } from './migration-20261229-catalog-search.ts';
import { Migration20261230AnotherAccount } from './migration-20261230-another-account.ts';
import { Migration20261230Home } from './migration-20261230-home.ts';

/** In the order they are applied. Never edit one that has been released: add another. */
export const MIGRATIONS = [
  Migration20261122Foundation,
  Migration20261123Defence,
  Migration20261124SyncProgress,
  Migration20261122ServiceKeys,
  Migration20261122Actions,
  Migration20261123WebhookInbox,
  Migration20261124Triggers,
  Migration20261125Endpoints,
  Migration20261126AttemptConfig,
  Migration20261127WebhookQueue,
  Migration20261128MessageDigests,
  Migration20261128WebhookSetAside,
  Migration20261129FairDeliveries,
  Migration20261130AttemptId,
  Migration20261201KeysOfFormerAdmins,
  Migration20261202ReturnSession,
  Migration20261203KeyShownTo,
  Migration20261205UnconfirmedReturn,
  Migration20261206ExactJson,
  Migration20261207ReleasedAccounts,
  Migration20261209Guesses,
  Migration20261209EndpointShownTo,
  Migration20261210ExecutionScans,
  Migration20261210Labels,
  Migration20261211JobsSchema,
  Migration20261212InstallationAdmins,
  Migration20261213Degraded,
  Migration20261214HistoryClock,
  Migration20261215PlainNames,
  Migration20261217ReturnSession,
  Migration20261218Schemes,
  Migration20261219ProxyRules,
  Migration20261220Provisioning,
  Migration20261220WorkspaceArchived,
  Migration20261221EndUsers,
  Migration20261222ConnectSessions,
  Migration20261223OutgoingEvents,
  Migration20261224Health,
  Migration20261226HostBranding,
  Migration20261227EndUsersInHistory,
  Migration20261228DevelopmentWorkspaces,
  Migration20261228FirstResults,
  Migration20261228InstallationEndpoints,
  Migration20261228WebhookHealth,
  Migration20261229CatalogSearch,
  Migration20261230AnotherAccount,
  Migration20261230Home,
];
