import { type ConnectionView, reasonText } from '@patchbay/contracts';
import { type Status } from '@patchbay/lifecycle';

export interface TransitionText {
  title: string;
  description: string;
  tone: 'success' | 'warning' | 'neutral';
}

export function nameOf({ app, label }: { app: Pick<ConnectionView['app'], 'name'>; label: string }): string {
  return label ? `${app.name} (${label})` : app.name;
}

/** What to tell a person when a connection changed from `before`; null when there is nothing to say. */
export function transitionText(before: Status | undefined, view: ConnectionView): TransitionText | null {
  const name = nameOf(view);
  const why = view.reason ? reasonText(view.reason.code) : null;
  if (view.status === before) return null;
  if (view.status === 'active')
    return { title: `${name} is connected`, description: identityText(view), tone: 'success' };
  if (view.status === 'pending') return { title: `${name} is waiting for approval`, description: '', tone: 'neutral' };
  if (view.status === 'expired') return unwell(`${name} needs attention`, why);
  if (before === 'pending') return unwell(`${name} was not connected`, why);
  if (before === 'active' || before === 'expired') {
    return { title: `${name} is disconnected`, description: 'It stays in the workspace.', tone: 'neutral' };
  }
  return before === undefined ? { title: `${name} was added`, description: '', tone: 'neutral' } : null;
}

function unwell(title: string, why: { sentence: string; next: string } | null): TransitionText {
  return { title, description: why ? `${why.sentence} ${why.next}` : '', tone: 'warning' };
}

function identityText({ account }: ConnectionView): string {
  return account?.identity ? `As ${account.identity}.` : '';
}
