interface DeliberateDifference {
  /** The start of its line. */
  difference: string;
  reason: string;
}

/** Where the sandbox deliberately differs from the newest published client's declarations, and why. */
export const deliberateDifferences: readonly DeliberateDifference[] = [
  {
    difference: 'POST /connected_accounts/complete_auth: the client knows no such call',
    reason: 'Documented, and called by @composio/core 0.21, whose own client (2.0.0-rc.8) was not published.',
  },
  ...[
    'GET /webhook_subscriptions: items[]',
    'GET /webhook_subscriptions/{id}:',
    'PATCH /webhook_subscriptions/{id}:',
  ].map((place) => ({
    difference: `${place} Instance does not have required property "secret"`,
    reason: 'Told once by the documentation, on every read by the types: the reading that asks more. `secretOnRead`.',
  })),
];
