/** Why an endpoint is off: a person turned it off, it responded with 410, it failed for five days, or its workspace is archived. */
export const OFF_REASONS = ['person', 'gone', 'failing', 'workspace_archived'] as const;
