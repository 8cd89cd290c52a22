import type { Tone } from '../../shared/tones.ts';
import type { EventView } from './event.queries.ts';
import { typeTitle } from './event-type-words.ts';
import { t } from '../../shared/i18n/t.ts';

interface Words {
  tone: Tone;
  text: string;
}

const VERDICT_TONES: Record<EventView['verdict'], Tone> = { accepted: 'success', unknown: 'warning' };

/** Whether an event came from a trigger that was enabled here, and what that means. */
export function verdictWords(verdict: EventView['verdict']): Words & { why: string } {
  return {
    tone: VERDICT_TONES[verdict],
    text: t(`events.verdicts.${verdict}`),
    why: t(`events.verdictTexts.${verdict}`),
  };
}

/** The state of an event's deliveries, worst first. Pure. */
export function deliveriesWords({ waiting, retrying, delivered, dead }: EventView['deliveries']): Words {
  const all = waiting + delivered + dead;
  if (all === 0) return { tone: 'neutral', text: t('events.noEndpoints') };
  const words = (tone: Tone, number: number, state: string) => ({
    tone,
    text: all === 1 ? state : t('events.someDeliveries', { state, number }),
  });
  if (dead > 0) return words('error', dead, t('events.delivery.failed'));
  if (retrying > 0) return words('warning', retrying, t('events.delivery.retrying'));
  if (waiting > 0) return words('info', waiting, t('events.delivery.sending'));
  return words('success', delivered, t('events.delivery.delivered'));
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
