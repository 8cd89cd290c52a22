import { computed } from 'vue';
import { useEnabledActions } from '../actions/action.queries.ts';
import { useEndpoints } from '../endpoints/endpoint.queries.ts';
import { wantsApp } from '../endpoints/endpoint-words.ts';
import { type AccessEnd, accessLines } from './access-stops.ts';
import { useSubscriptions } from '../triggers/trigger.queries.ts';
import type { Confirmation } from './confirmations.ts';
import { t } from '../../shared/i18n/t.ts';

export interface StopLine {
  icon: string;
  text: string;
}

/** Counts of what is used; undefined while unknown. */
interface Counts {
  actions?: number | undefined;
  triggers?: number | undefined;
  endpoints?: number | undefined;
}

/** What a person loses, most urgent first. Pure. */
export function disconnectImpact(
  { kind, view }: Pick<Confirmation, 'kind' | 'view'>,
  counts: Counts,
  access: AccessEnd,
): StopLine[] {
  const used = view.status === 'active' || view.status === 'expired';
  return [
    ...(used ? usedLines(view.app.name, counts) : []),
    ...accessLines(view, access),
    ...(view.attempt ? [{ icon: 'i-lucide-x', text: t('connections.ends.attempt') }] : []),
    ...(kind === 'remove' ? [{ icon: 'i-lucide-settings-2', text: t('connections.ends.settings') }] : []),
  ];
}

/** Lists only what exists or may exist: what is not used does not stop. */
function usedLines(app: string, { actions, triggers, endpoints }: Counts): StopLine[] {
  const lines: { icon: string; text: string | null }[] = [
    { icon: 'i-lucide-zap', text: actionsText(app, actions) },
    { icon: 'i-lucide-radio', text: triggersText(app, triggers) },
    { icon: 'i-lucide-webhook', text: triggers === 0 ? null : endpointsText(endpoints) },
  ];
  return lines.flatMap(({ icon, text }) => (text === null ? [] : [{ icon, text }]));
}

function actionsText(app: string, count: number | undefined): string | null {
  if (count === undefined) return t('connections.ends.actionsUnknown', { app });
  return count === 0 ? null : t('connections.ends.actions', { app, count });
}

function triggersText(app: string, count: number | undefined): string | null {
  if (count === undefined) return t('connections.ends.triggersUnknown', { app });
  return count === 0 ? null : t('connections.ends.triggers', { app, count });
}

function endpointsText(count: number | undefined): string | null {
  if (count === undefined) return t('connections.ends.endpointsUnknown');
  return count === 0 ? null : t('connections.ends.endpoints', { count });
}

export function useStops(asked: () => Confirmation | null, access: () => AccessEnd) {
  const id = computed(() => asked()?.view.id ?? '');
  const isAsked = computed(() => id.value !== '');
  const { data: actions } = useEnabledActions(id, isAsked);
  const { data: triggers } = useSubscriptions(id, isAsked);
  const { data: endpoints } = useEndpoints(isAsked);
  return computed(() => {
    const confirmation = asked();
    if (!confirmation) return [];
    const counts = {
      actions: actions.value?.actions.length,
      triggers: triggers.value?.items.length,
      endpoints: endpoints.value?.items.filter((each) => wantsApp(each, confirmation.view.app.slug)).length,
    };
    return disconnectImpact(confirmation, counts, access());
  });
}
