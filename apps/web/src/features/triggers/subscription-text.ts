import { writeJson } from '@patchbay/exact-json';
import type { Tone } from '../../shared/tones.ts';
import type { Subscription } from './trigger.queries.ts';

interface StateText {
  tone: Tone;
  text: string;
  /** The cause, and what to do; empty if everything works. */
  why: string;
}

const PROBLEMS: Record<NonNullable<Subscription['problem']>, string> = {
  refused: 'The provider rejected these settings. Change them, or retry once the account has permission.',
  needs_endpoint:
    'The app doesn’t know where to send the events of your own OAuth client. Ask an installation admin to add a webhook endpoint at Composio, then try again.',
  switched_off: 'The provider turned this off. Try again to turn it back on.',
};

const STATES: Record<Subscription['state'], StateText> = {
  on: { tone: 'success', text: 'Listening', why: '' },
  waiting: { tone: 'info', text: 'Being set up', why: 'The provider has not answered yet; we keep asking.' },
  paused: { tone: 'warning', text: 'Paused', why: 'Resumes when you reconnect.' },
};

/** The state of a subscription, in words. Pure. */
export function subscriptionText({ state, problem }: Pick<Subscription, 'state' | 'problem'>): StateText {
  if (problem) return { tone: 'error', text: 'Failed', why: PROBLEMS[problem] };
  return STATES[state];
}

const WORST_FIRST: Tone[] = ['error', 'warning', 'info', 'success'];

/** The state of a trigger's subscriptions, worst first; null for none. Pure. */
export function subscriptionsText(all: Pick<Subscription, 'state' | 'problem'>[]) {
  const texts = all.map(subscriptionText);
  const [worst] = texts.toSorted((a, b) => WORST_FIRST.indexOf(a.tone) - WORST_FIRST.indexOf(b.tone));
  if (!worst) return null;
  const alike = texts.filter(({ text }) => text === worst.text).length;
  return { tone: worst.tone, text: countedText(worst.text, { alike, all: all.length }) };
}

/** `Failed`, `Failed ×2`, `1 of 2 failed`. */
function countedText(text: string, { alike, all }: { alike: number; all: number }): string {
  if (all === 1) return text;
  return alike === all ? `${text} ×${all}` : `${alike} of ${all} ${text.toLowerCase()}`;
}

/** `owner: ada · repo: engine`, sorted by name, because the database keeps no order. Pure. */
export function configText(config: Record<string, unknown>): string {
  return Object.entries(config)
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : writeJson(value)}`)
    .join(' · ');
}

/** Whether two configurations are equal, ignoring order. Pure. */
export function sameConfig(a: unknown, b: unknown): boolean {
  if (!isObject(a) || !isObject(b)) return Object.is(a, b);
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => name in b && sameConfig(a[name], b[name]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
