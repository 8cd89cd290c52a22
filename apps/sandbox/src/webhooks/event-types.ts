/** The event types of webhook subscriptions. */
export const eventTypes = [
  {
    event_type: 'composio.trigger.message',
    description: 'A trigger fired.',
    supported_versions: ['V1', 'V2', 'V3'],
  },
  {
    event_type: 'composio.connected_account.expired',
    description: 'The authorization of an OAuth2 account ended.',
    supported_versions: ['V3'],
  },
  {
    event_type: 'composio.trigger.disabled',
    description: 'A trigger was switched off by the service.',
    supported_versions: ['V3'],
  },
] as const;
