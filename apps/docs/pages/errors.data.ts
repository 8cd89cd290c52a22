import { ERRORS } from '@patchbay/contracts';

/** Every error code, from the same table that the server answers by. */
export default {
  load: () => Object.entries(ERRORS).map(([code, text]) => ({ code, ...text })),
};
