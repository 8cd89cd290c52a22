import { writeJson } from '@patchbay/exact-json';
import type { Tone } from '../../shared/tones.ts';
import type { Subscription } from './trigger.queries.ts';
import { t } from '../../shared/i18n/t.ts';

interface StateText {
  tone: Tone;
  text: string;
  /** The cause, and what to do; empty if everything works. */
  why: string;
}

const TONES: Record<Subscription['state'], Tone> = { on: 'success', waiting: 'info', paused: 'warning' };

/** The state of a subscription, in words. Pure. */
export function subscriptionText({ state, problem }: Pick<Subscription, 'state' | 'problem'>): StateText {
  if (problem) return { tone: 'error', text: t('triggers.states.failed'), why: t(`triggers.why.${problem}`) };
  return {
    tone: TONES[state],
    text: t(`triggers.states.${state}`),
    why: state === 'on' ? '' : t(`triggers.why.${state}`),
  };
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

/** `Failed`, `Failed ×2`, `Failed: 1 of 2`. */
function countedText(text: string, { alike, all }: { alike: number; all: number }): string {
  if (all === 1) return text;
  return alike === all
    ? t('triggers.several', { state: text, number: all })
    : t('triggers.some', { state: text, number: alike, total: all });
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
