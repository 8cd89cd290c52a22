/** Why an endpoint is off: a person turned it off, it responded with 410, or it failed for five days. */
export const OFF_REASONS = ['person', 'gone', 'failing'] as const;
