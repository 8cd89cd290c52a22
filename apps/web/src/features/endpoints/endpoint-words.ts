import { typeTitle } from '../events/event-type-words.ts';
import { triggerTitle } from '../events/event-words.ts';
import type { Tone } from '../../shared/tones.ts';
import type { Endpoint } from './endpoint.queries.ts';
import { t } from '../../shared/i18n/t.ts';
import { formatDate } from '../../shared/i18n/format.ts';

interface StateWords {
  tone: Tone;
  text: string;
  why: string;
}

/** The state of an endpoint, and what to do about it. Pure. */
export function endpointWords({ status, offReason, failingSince }: Endpoint): StateWords {
  if (status === 'off')
    return {
      tone: offReason === 'person' ? 'neutral' : 'error',
      text: t('endpoints.states.off'),
      why: t(`endpoints.off.${offReason ?? 'person'}`),
    };
  if (failingSince) return { tone: 'warning', text: t('endpoints.states.failing'), why: t('endpoints.retried') };
  return { tone: 'success', text: t('endpoints.states.on'), why: '' };
}

/** `9:17 AM`, or `Nov 22, 9:17 AM` for another day: a log is read by the time of an event, not by its age. Pure. */
export function sinceText(at: string, now: number): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  return formatDate(at, isToday ? 'time' : 'dayAndTime');
}

/** Which events the endpoint subscribes to. Pure. */
export function filterText({ types, apps, triggers }: Pick<Endpoint, 'types' | 'apps' | 'triggers'>): string {
  return `${typesText(types)} · ${sourceText({ apps, triggers })}`;
}

function typesText(types: Endpoint['types']): string {
  const [only, ...others] = types;
  return only && others.length === 0 ? typeTitle(only) : t('endpoints.eventTypes', { count: types.length });
}

function sourceText({ apps, triggers }: Pick<Endpoint, 'apps' | 'triggers'>): string {
  if (apps.length === 0 && triggers.length === 0) return t('endpoints.allApps');
  const app = (slug: string) => apps.find((known) => slug.startsWith(`${known.toUpperCase()}_`)) ?? '';
  const names = triggers.map((slug) => triggerTitle(slug, app(slug)));
  return [
    apps.length > 0 ? apps.join(', ') : t('endpoints.anyApp'),
    names.length > 0 ? names.join(', ') : t('endpoints.allTriggers'),
  ].join(' · ');
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
