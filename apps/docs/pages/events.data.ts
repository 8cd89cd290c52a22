import { EVENT_CATALOG, OUTGOING_EVENT_TYPES } from '@patchbay/contracts';

/** Every type of event, from the same catalog that the server plans them by. */
export default {
  load: () =>
    OUTGOING_EVENT_TYPES.map((type) => ({
      type,
      summary: EVENT_CATALOG[type].summary,
      example: EVENT_CATALOG[type].example,
    })),
};
