/** An app that the person has nothing of yet: for its buttons it is one that was added and never connected. */
export const NEW_APP = {
  app: { needsAuth: true },
  status: 'added' as const,
  reason: null,
  attempt: null,
  account: null,
};
