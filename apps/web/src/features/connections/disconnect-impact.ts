import { computed } from 'vue';
import { useEnabledActions } from '../actions/action.queries.ts';
import { useEndpoints } from '../endpoints/endpoint.queries.ts';
import { wantsApp } from '../endpoints/endpoint-words.ts';
import { type AccessEnd, accessLines } from './access-stops.ts';
import { useSubscriptions } from '../triggers/trigger.queries.ts';
import type { Confirmation } from './confirmations.ts';

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
    ...(view.attempt ? [{ icon: 'i-lucide-x', text: 'The approval in progress is canceled.' }] : []),
    ...(kind === 'remove' ? [{ icon: 'i-lucide-settings-2', text: 'Its label and configuration are forgotten.' }] : []),
  ];
}

/** Lists only what exists or may exist: what is not used does not stop. */
function usedLines(name: string, { actions, triggers, endpoints }: Counts): StopLine[] {
  const enabled = counted(actions, 'enabled action');
  const armed = counted(triggers, 'trigger');
  const receivers = counted(endpoints, 'endpoint');
  return [
    ...(enabled
      ? [{ icon: 'i-lucide-zap', text: `${enabled} of ${name} can no longer be run by your services.` }]
      : []),
    ...(armed ? [{ icon: 'i-lucide-radio', text: `${armed} of ${name} ${stop(triggers)} to be enabled again.` }] : []),
    ...(armed && receivers
      ? [{ icon: 'i-lucide-webhook', text: `${receivers} can receive no more events from it.` }]
      : []),
  ];
}

function stop(triggers: number | undefined): string {
  return triggers === 1 ? 'stops listening and has' : 'stop listening and have';
}

/** `3 enabled actions`; `Enabled actions` while the number is unknown; undefined for none. */
function counted(count: number | undefined, one: string): string {
  if (count === 0) return '';
  const words = count === 1 ? one : `${one}s`;
  return count === undefined ? words.charAt(0).toUpperCase() + words.slice(1) : `${count} ${words}`;
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
