import { onScopeDispose, ref } from 'vue';
import { announce } from './announcer.ts';

/** Copies a text and says so, for two seconds and to screen readers. */
export function useCopy() {
  const copied = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  onScopeDispose(() => clearTimeout(timer));

  async function copy(text: string): Promise<boolean> {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Not allowed here (an insecure origin, or no permission): the text stays selectable beside the button.
      announce('Copying is not allowed here. Select the text instead.');
      return false;
    }
    copied.value = true;
    announce('Copied.');
    clearTimeout(timer);
    timer = setTimeout(() => (copied.value = false), 2_000);
    return true;
  }

  return { copied, copy };
}
