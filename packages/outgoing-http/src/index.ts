export { type Clock, systemClock } from './clock.ts';
export { fetchBounded } from './fetch-bounded.ts';
export { type BoundedPut, putBounded } from './put-bounded.ts';
export { HostNames } from './host-names.ts';
export { type Answer, post } from './post.ts';
export { isPublicAddress } from './public-address.ts';
export { QueueTimeoutError, runWithQueueTimeout } from './queue-timeout.ts';
export { readRetryAfter } from './retry-after.ts';
export { givenRequestId, readTraceparent, traceparentOf } from './trace-context.ts';
