import type { ConnectionView } from '@patchbay/lifecycle';
import { computed } from 'vue';
import { useApp } from '../catalog/app.queries.ts';
import type { Confirmation } from './confirmations.ts';

export interface StopLine {
  icon: string;
  text: string;
}

interface Counts {
  actionsCount: number;
  triggersCount: number;
}

/** What a person loses, in the order of how soon it hurts. Pure. */
export function whatStops({ kind, view }: Confirmation, counts: Counts | undefined): StopLine[] {
  const { name } = view.app;
  const actions = counts ? `${counts.actionsCount} actions` : 'Actions';
  const triggers = counts ? `${counts.triggersCount} triggers` : 'Triggers';
  const used = view.status === 'active' || view.status === 'expired';
  return [
    ...(used ? [{ icon: 'i-lucide-zap', text: `${actions} of ${name} can no longer be run by your services.` }] : []),
    ...(used
      ? [
          {
            icon: 'i-lucide-radio',
            text: `${triggers} fire no more, and endpoints receive no more events from ${name}.`,
          },
        ]
      : []),
    ...(view.account ? [{ icon: 'i-lucide-key-round', text: accountText(view) }] : []),
    ...(view.attempt ? [{ icon: 'i-lucide-x', text: 'The authorization that is under way is given up.' }] : []),
    ...(kind === 'remove' ? [{ icon: 'i-lucide-settings-2', text: 'Its label and configuration are forgotten.' }] : []),
  ];
}

function accountText({ account, app }: ConnectionView): string {
  return `Access to ${account?.identity ?? 'the account'} is revoked at ${app.name}.`;
}

export function useStops(asked: () => Confirmation | null) {
  const { data } = useApp(() => asked()?.view.app.slug ?? null);
  return computed(() => {
    const confirmation = asked();
    return confirmation ? whatStops(confirmation, data.value) : [];
  });
}
