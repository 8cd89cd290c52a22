import { type ConnectionView, refreshAnswer, refreshText } from '@patchbay/contracts';
import type { Way } from './pending-steps.ts';

interface Pending {
  view: Pick<ConnectionView, 'app' | 'attempt'>;
  /** Who reads it. */
  reader: { id: string | undefined; mayContinue: boolean };
  /** How this tab reached the consent page; null if it did not, or was reloaded since. */
  way: Way | null;
  looksClosed: boolean;
}

/** What a person who sees an open authorization should do; empty if another note says it. Pure. */
export function pendingText({ view: { app, attempt }, reader, way, looksClosed }: Pending): string {
  if (!attempt) return '';
  if (attempt.step === 'opening') return `Asking ${app.name} for its page…`;
  if (attempt.step === 'verifying') return `${app.name} has answered. Checking that the access works.`;
  const { id, name } = attempt.startedBy;
  if (attempt.step === 'approved' || attempt.step === 'unconfirmed') {
    const { sentence, next } = refreshText(refreshAnswer({ attempt }, false));
    return reader.mayContinue ? `${sentence} ${next}` : `${sentence} ${name} has to continue.`;
  }
  if (!reader.mayContinue) return `${name} is connecting this.`;
  if (way === 'blocked') return '';
  if (way === 'link') return 'Open the link to approve, or select Continue.';
  if (looksClosed) return 'The window seems to be closed. If you have not approved yet, Continue opens a new one.';
  if (id !== reader.id) return `${name} started this. Continuing takes it over.`;
  return way === 'window'
    ? 'Approve access in the window we opened. Can’t find it? Continue opens a new one.'
    : 'Closed the window? Continue opens it again.';
}
