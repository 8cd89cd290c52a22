import type { FindingCode, FindingPart, HealthFinding } from './workspace-health.view.ts';

/** How the provider last answered. `unknown`: it was not asked yet. */
export const PROVIDER_STATES = [
  'working',
  'key_rejected',
  'permission_missing',
  'unreachable',
  'busy',
  'unexpected',
  'unknown',
] as const;

export type ProviderState = (typeof PROVIDER_STATES)[number];

/** Where the provider sends messages. `unknown`: it was not asked yet, or did not answer. */
export const WEBHOOK_STATES = ['registered', 'missing', 'elsewhere', 'unknown'] as const;

export type WebhookState = (typeof WEBHOOK_STATES)[number];

export interface CatalogParts {
  apps: number;
  lastSyncedAt: Date | null;
  /** Whether a sync waits or runs. */
  isSyncing: boolean;
  /** Whether the last sync that ended has failed. */
  isFailing: boolean;
}

/** What is known of each part of an installation. */
export interface InstallationParts {
  provider: ProviderState;
  /** The permission that the key lacks, if the provider named it. */
  lackedPermission: string | null;
  webhook: WebhookState;
  /** Whether messages can be verified. */
  knowsWebhookSecret: boolean;
  /** Null when it cannot be read. */
  catalog: CatalogParts | null;
  now: Date;
}

/** Milliseconds after which a catalog is old: syncs run every six hours. */
export const CATALOG_STALE_MS = 24 * 60 * 60 * 1000;

type InstallationFinding = Omit<HealthFinding, 'subject' | 'since' | 'count'>;

/** One for each part, in the order in which an installation admin should look at them. */
const CHECKS: ((parts: InstallationParts) => InstallationFinding | null)[] = [
  providerFails,
  webhookFails,
  webhookSecretMissing,
  catalogFails,
];

/**
 * What does not work in an installation. The same for `npm run doctor`, the page System health, and the banners and lists that people
 * of its workspaces see. Pure.
 */
export function installationFindings(parts: InstallationParts): HealthFinding[] {
  return CHECKS.flatMap((check) => check(parts) ?? []).map((found) => ({
    ...found,
    subject: null,
    since: null,
    count: null,
  }));
}

function finding(
  part: FindingPart,
  code: FindingCode,
  { level = 'degraded', message, remedy }: Partial<Pick<HealthFinding, 'level'>> & { message: string; remedy: string },
): InstallationFinding {
  return { level, part, code, message, remedy };
}

const PROVIDER_PROBLEMS: Partial<Record<ProviderState, (parts: InstallationParts) => InstallationFinding>> = {
  key_rejected: () =>
    finding('provider', 'provider_key_rejected', {
      level: 'down',
      message: 'Composio rejected the API key, so nothing can be connected or run.',
      remedy: 'Set COMPOSIO_API_KEY to a key from the project’s dashboard, then restart Patchbay.',
    }),
  permission_missing: ({ lackedPermission }) =>
    finding('provider', 'provider_permission_missing', {
      level: 'down',
      message: lackedPermission
        ? `Composio’s API key lacks the permission “${lackedPermission}”.`
        : 'Composio’s API key lacks a permission.',
      remedy: 'Add the permission to the key in Composio’s dashboard.',
    }),
  unreachable: () =>
    finding('provider', 'provider_unreachable', {
      level: 'down',
      message: 'Composio cannot be reached.',
      remedy: 'Check COMPOSIO_BASE_URL and the server’s network connection.',
    }),
  busy: () =>
    finding('provider', 'provider_busy', {
      message: 'Composio is limiting requests right now.',
      remedy: 'Check again in a minute.',
    }),
  unexpected: () =>
    finding('provider', 'provider_unexpected', {
      level: 'down',
      message: 'Composio did not answer as expected.',
      remedy: 'Check COMPOSIO_BASE_URL and COMPOSIO_SDK.',
    }),
};

function providerFails(parts: InstallationParts): InstallationFinding | null {
  return PROVIDER_PROBLEMS[parts.provider]?.(parts) ?? null;
}

function webhookFails({ webhook }: InstallationParts): InstallationFinding | null {
  if (webhook === 'missing') {
    return finding('webhook', 'webhook_missing', {
      message: 'No webhook is registered, so no events arrive.',
      remedy: 'An installation admin can register it under System health.',
    });
  }
  if (webhook === 'elsewhere') {
    return finding('webhook', 'webhook_elsewhere', {
      level: 'down',
      message: 'Composio sends events to another address, so none arrive here.',
      remedy:
        'Point the project’s webhook subscription to this installation, for example with “npm run doctor -- --fix”.',
    });
  }
  return null;
}

/** Registering a webhook brings its secret: while there is none, that comes first. */
function webhookSecretMissing({ webhook, knowsWebhookSecret }: InstallationParts): InstallationFinding | null {
  if (knowsWebhookSecret || webhook === 'missing') return null;
  return finding('webhook_secret', 'webhook_secret_missing', {
    message: 'No signing secret is known, so incoming events cannot be verified and are rejected.',
    remedy: 'Register the webhook, or set COMPOSIO_WEBHOOK_SECRET to the secret that Composio showed with it.',
  });
}

function catalogFails({ catalog, provider, now }: InstallationParts): InstallationFinding | null {
  if (!catalog) return null;
  const { apps, lastSyncedAt, isSyncing, isFailing } = catalog;
  if (isSyncing) {
    if (lastSyncedAt) return null;
    return finding('catalog', 'catalog_syncing', {
      level: 'healthy',
      message: 'The catalog is being synced for the first time.',
      remedy: 'Apps appear when the sync is done.',
    });
  }
  if (isFailing && (provider === 'working' || provider === 'unknown')) {
    return finding('catalog', 'catalog_failing', {
      message: 'The last sync of the catalog failed.',
      remedy: 'Sync the catalog again. Its page shows why it failed.',
    });
  }
  if (apps === 0) {
    return finding('catalog', 'catalog_empty', {
      message: 'The catalog is empty, so there are no apps to connect.',
      remedy: 'Sync the catalog.',
    });
  }
  if (lastSyncedAt && now.getTime() - lastSyncedAt.getTime() < CATALOG_STALE_MS) return null;
  return finding('catalog', 'catalog_stale', {
    message: 'The catalog has not been synced for more than a day.',
    remedy: 'Sync the catalog.',
  });
}
