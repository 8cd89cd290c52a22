import { typeTitle } from '../events/event-type-words.ts';
import { triggerTitle } from '../events/event-words.ts';
import type { Tone } from '../../shared/tones.ts';
import type { Endpoint } from './endpoint.queries.ts';

interface StateWords {
  tone: Tone;
  text: string;
  why: string;
}

const OFF: Record<NonNullable<Endpoint['offReason']>, string> = {
  person: 'An admin switched it off. Nothing is sent until it is on again.',
  gone: 'It answered 410 Gone, so nothing more is sent. Fix it, turn it on, then resend what it missed.',
  failing: 'It failed for five days without a single success. Fix it, turn it on, then resend what it missed.',
  workspace_archived: 'The workspace was archived. It is turned on again when the workspace is restored.',
};

/** The state of an endpoint, and what to do about it. Pure. */
export function endpointWords({ status, offReason, failingSince }: Endpoint): StateWords {
  if (status === 'off')
    return { tone: offReason === 'person' ? 'neutral' : 'error', text: 'Off', why: OFF[offReason ?? 'person'] };
  if (failingSince) return { tone: 'warning', text: 'Failing', why: 'Failed deliveries are retried for three days.' };
  return { tone: 'success', text: 'Healthy', why: '' };
}

/** `9:17 AM`, or `Nov 22, 9:17 AM` for another day: a log is read by the time of an event, not by its age. Pure. */
export function sinceText(at: string, now: number): string {
  const then = new Date(at);
  const isToday = then.toDateString() === new Date(now).toDateString();
  const day: Intl.DateTimeFormatOptions = isToday ? {} : { month: 'short', day: 'numeric' };
  return new Intl.DateTimeFormat('en', { ...day, hour: 'numeric', minute: '2-digit' }).format(then);
}

/** Which events the endpoint subscribes to. Pure. */
export function filterText({ types, apps, triggers }: Pick<Endpoint, 'types' | 'apps' | 'triggers'>): string {
  return `${typesText(types)} · ${sourceText({ apps, triggers })}`;
}

function typesText(types: Endpoint['types']): string {
  const [only, ...others] = types;
  return only && others.length === 0 ? typeTitle(only) : `${types.length} types of events`;
}

function sourceText({ apps, triggers }: Pick<Endpoint, 'apps' | 'triggers'>): string {
  if (apps.length === 0 && triggers.length === 0) return 'all apps';
  const app = (slug: string) => apps.find((known) => slug.startsWith(`${known.toUpperCase()}_`)) ?? '';
  const names = triggers.map((slug) => triggerTitle(slug, app(slug)));
  return [apps.length > 0 ? apps.join(', ') : 'any app', names.length > 0 ? names.join(', ') : 'all triggers'].join(
    ' · ',
  );
}

/** Whether the endpoint subscribes to events of this app. Pure. */
export function wantsApp({ status, apps }: Pick<Endpoint, 'status' | 'apps'>, app: string): boolean {
  return status === 'on' && (apps.length === 0 || apps.includes(app));
}

/** The address without its query, which may contain a token. Pure. */
export function addressText(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname === '/' ? '' : pathname}`;
}
