import type { ErrorText } from './error-text.ts';

/** Triggers, events, endpoints and the provider's webhook. */
export const EVENT_ERRORS = {
  TRIGGER_UNKNOWN: {
    status: 404,
    sentence: 'The app has no such trigger.',
    remedy: 'Look at the triggers of the app; the catalog may have changed.',
  },
  SUBSCRIPTION_UNKNOWN: {
    status: 404,
    sentence: 'This trigger is not enabled here.',
    remedy: 'Reload the list; another person may have disabled it.',
  },
  TRIGGER_NOT_LISTENING: {
    status: 409,
    sentence: 'This trigger is not listening.',
    remedy: 'Wait until it is set up, or fix why it stopped.',
  },
  TRIGGERS_TOO_MANY: {
    status: 409,
    sentence: 'This connection has as many triggers as it may have.',
    remedy: 'Disable one that is not needed.',
  },
  EVENT_UNKNOWN: {
    status: 404,
    sentence: 'There is no such event in this workspace.',
    remedy: 'It may be past the retention period.',
  },
  ENDPOINT_UNKNOWN: {
    status: 404,
    sentence: 'There is no such endpoint in this workspace.',
    remedy: 'Reload the list; another person may have removed it.',
  },
  ENDPOINT_CHANGED: {
    status: 409,
    sentence: 'This endpoint was changed in the meantime.',
    remedy: 'Refresh and try again.',
  },
  ENDPOINT_OFF: {
    status: 409,
    sentence: 'This endpoint is switched off.',
    remedy: 'Switch it on first.',
  },
  ENDPOINT_NOT_SANDBOX: {
    status: 409,
    sentence: 'This endpoint does not belong to the sandbox.',
    remedy: 'Only endpoints with an address of the sandbox can be broken on purpose.',
  },
  ENDPOINT_NOT_ALLOWED: {
    status: 400,
    sentence: 'Events are delivered to public https addresses only.',
    remedy:
      'Use another address, or have the operator start Patchbay with ALLOW_PRIVATE_ENDPOINTS=true, to reach private ones.',
  },
  ENDPOINTS_TOO_MANY: {
    status: 409,
    sentence: 'This workspace has as many endpoints as it may have.',
    remedy: 'Remove one that is not needed.',
  },
  DELIVERY_UNKNOWN: {
    status: 404,
    sentence: 'There is no such delivery that could be sent again.',
    remedy: 'It may be waiting already, or its endpoint may be off.',
  },
  WEBHOOK_UNVERIFIED: {
    status: 401,
    sentence: 'Invalid signature.',
    remedy: 'Check the signing secret, and the clock of the sender.',
  },
  WEBHOOK_NOT_READY: {
    status: 503,
    sentence: 'No signing secret is known yet.',
    remedy: 'Set COMPOSIO_WEBHOOK_SECRET, or let Patchbay register its webhook.',
  },
  WEBHOOK_ELSEWHERE: {
    status: 409,
    sentence: 'The webhook subscription of the project leads to another address.',
    remedy: 'Move it on the server: “npm run doctor -- --fix”.',
  },
  WEBHOOK_SET_BY_HAND: {
    status: 409,
    sentence: 'The webhook was set up by hand: its secret stands in COMPOSIO_WEBHOOK_SECRET.',
    remedy: 'Set it up again by hand, or remove the variable and restart Patchbay.',
  },
} as const satisfies Record<string, ErrorText>;
