export {
  type AppScheme,
  appSchemeSchema,
  type AppSetup,
  appSetupSchema,
  isConsentScheme,
  type SchemeField,
  schemeFieldSchema,
  schemeName,
} from './app-scheme.view.ts';
export {
  authorizeInput,
  authorizeOutput,
  connectAppsInput,
  connectAppsOutput,
  type ConnectCalls,
  connectConnectionsOutput,
  connectionInput,
  connectionOutput,
  CONNECT_PROCEDURES,
  connectSessionId,
  enterInput,
  enterOutput,
  flowInput,
  flowOutput,
  openInput,
  openOutput,
  redeemInput,
  redeemOutput,
  renewOutput,
  startInput,
  startOutput,
} from './connect-session.inputs.ts';
export {
  type ConnectApp,
  connectAppSchema,
  type ConnectConnection,
  connectConnectionSchema,
  type ConnectFlow,
  connectFlowSchema,
  type ConnectSession,
  connectSessionSchema,
  type ConnectTheme,
  connectThemeSchema,
  type ConnectWindow,
  connectWindowSchema,
  type HandOver,
  handOverSchema,
  type ReturnData,
} from './connect-session.view.ts';
export {
  type AttemptView,
  attemptViewSchema,
  connectedAccountSchema,
  type ConnectionView,
  connectionViewSchema,
  personSchema,
  reasonSchema,
  statusSchema,
} from './connection.view.ts';
export {
  DELIVERY_ERRORS,
  deliveryStatus,
  type DeliveryView,
  deliveryViewSchema,
  type Trouble,
} from './delivery.view.ts';
export {
  type EndUser,
  endUserFields,
  endUserIdInput,
  endUserSchema,
  MAX_END_USER_ID,
  type Tags,
  tagsFilter,
  tagsInput,
  tagsSchema,
} from './end-user.view.ts';
export { type EndpointView, endpointViewSchema } from './endpoint.view.ts';
export { type ErrorCode, ERRORS, type ErrorText } from './error-codes.ts';
export { eventVerdict, type EventView, eventViewSchema } from './event.view.ts';
export {
  connectionHealth,
  type ConnectionParts,
  FAILED_CALLS_THAT_COUNT,
  isSameHealth,
  worstOf,
} from './connection-health.ts';
export {
  type ConnectionHealth,
  connectionHealthSchema,
  HEALTH_CODES,
  HEALTH_LEVELS,
  HEALTH_PARTS,
  type HealthCode,
  type HealthLevel,
  type HealthReason,
} from './connection-health.view.ts';
export { exactObject, isJsonObject, type JsonObject } from './exact-object.ts';
export { type HealthCheck, healthCheckSchema, healthOutput } from './health.view.ts';
export {
  type CatalogParts,
  CATALOG_STALE_MS,
  installationFindings,
  type InstallationParts,
  PROVIDER_STATES,
  type ProviderState,
  WEBHOOK_STATES,
  type WebhookState,
} from './installation-health.ts';
export {
  type InstallationKeyView,
  installationKeyViewSchema,
  installationScopesSchema,
} from './installation-key.view.ts';
export { INSTALLATION_SCOPES, type InstallationScope } from './installation-scopes.ts';
export { type KeyView, keyViewSchema, scopesSchema } from './key.view.ts';
export {
  type CountedWorkspace,
  countedWorkspaceSchema,
  type ManagedWorkspace,
  managedWorkspaceSchema,
} from './managed-workspace.view.ts';
export {
  DEFAULT_EVENT_TYPES,
  EVENT_CATALOG,
  type EventData,
  OUTGOING_EVENT_TYPES,
  type OutgoingEvent,
  outgoingEventExample,
  outgoingEventSchema,
  type OutgoingEventType,
  outgoingEventType,
  SUBSCRIBABLE_EVENT_TYPES,
} from './outgoing-events/event-catalog.ts';
export { actorOfEvent, connectionOfEvent, workspaceOfEvent } from './outgoing-events/event-parts.ts';
export { OFF_REASONS } from './off-reasons.ts';
export { type ReasonText, reasonText } from './reason-text.ts';
export { REFRESH_ANSWERS, type RefreshAnswer, refreshAnswer, type RefreshText, refreshText } from './refresh-answer.ts';
export { isAtLeast, type Role, ROLES } from './roles.ts';
export { type Scope, SCOPES } from './scopes.ts';
export { type Badge, badgeOf, type Tone } from './status-badge.ts';
export { type SubscriptionView, subscriptionViewSchema, TRIGGER_PROBLEMS } from './subscription.view.ts';
export { type SyncRun, syncRunSchema, syncStage, type SyncStage } from './sync-run.view.ts';
export { isProblem } from './is-problem.ts';
export { workspaceHealth, type WorkspaceParts } from './workspace-health.ts';
export {
  FINDING_CODES,
  FINDING_PARTS,
  type FindingCode,
  type FindingPart,
  type HealthFinding,
  healthFindingSchema,
  type WorkspaceHealth,
  workspaceHealthSchema,
} from './workspace-health.view.ts';
export { roleSchema, type WorkspaceView, workspaceViewSchema } from './workspace.view.ts';
