import { useToast } from '@nuxt/ui/composables/useToast';
import { toApiError } from './api-error.ts';

/** Tells that something did not work: what, why, what to do, and the reference to pass on. */
export function useFailureToast() {
  const toast = useToast();
  return (title: string, thrown: unknown) => {
    const { code, sentence, next, reference } = toApiError(thrown);
    const copy = { label: 'Copy reference', color: 'neutral' as const, variant: 'outline' as const };
    toast.add({
      title,
      description: `${sentence} ${next}`,
      color: 'error',
      icon: 'i-lucide-circle-alert',
      duration: 12_000,
      ...(reference
        ? { actions: [{ ...copy, onClick: () => void navigator.clipboard?.writeText(`${code} · ${reference}`) }] }
        : {}),
    });
  };
}
