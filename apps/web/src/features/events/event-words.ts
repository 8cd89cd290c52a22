import type { Tone } from '../../shared/tones.ts';
import type { EventView } from './event.queries.ts';
import { typeTitle } from './event-type-words.ts';

interface Words {
  tone: Tone;
  text: string;
}

const VERDICTS: Record<EventView['verdict'], Words & { why: string }> = {
  accepted: { tone: 'success', text: 'Accepted', why: 'Matches an enabled trigger.' },
  unknown: {
    tone: 'warning',
    text: 'Unmatched',
    why: 'No enabled trigger matches this event. It is stored, and sent only if you replay it.',
  },
};

export function verdictWords(verdict: EventView['verdict']) {
  return VERDICTS[verdict];
}

/** The state of an event's deliveries, worst first. Pure. */
export function deliveriesWords({ waiting, retrying, delivered, dead }: EventView['deliveries']): Words {
  const all = waiting + delivered + dead;
  if (all === 0) return { tone: 'neutral', text: 'No endpoints' };
  const of = (count: number) => (all === 1 ? '' : `${count} of ${all} `);
  const words = (tone: Tone, count: number, text: string) => ({ tone, text: capital(`${of(count)}${text}`) });
  if (dead > 0) return words('error', dead, 'failed');
  if (retrying > 0) return words('warning', retrying, 'being retried');
  if (waiting > 0) return words('info', waiting, 'on the way');
  return words('success', delivered, 'delivered');
}

/** What happened: the trigger of a trigger message, and the type of other events. Pure. */
export function eventTitle({ type, trigger, app }: Pick<EventView, 'type' | 'trigger' | 'app'>): string {
  return type === 'trigger.message' && trigger ? triggerTitle(trigger, app?.slug ?? '') : typeTitle(type);
}

/** `GITHUB_PULL_REQUEST_EVENT` of `github` as `Pull request event`. Pure. */
export function triggerTitle(slug: string, app: string): string {
  const own = slug.toUpperCase().startsWith(`${app.toUpperCase()}_`) ? slug.slice(app.length + 1) : slug;
  const words = own
    .replace(/_TRIGGER$/i, '')
    .replaceAll('_', ' ')
    .toLowerCase()
    .trim();
  return capital(words) || slug;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
