import { onScopeDispose, ref } from 'vue';
import { announce } from './announcer.ts';
import { t } from './i18n/t.ts';

/**
 * Copies a text and confirms it for two seconds and to screen readers. A text that is not known yet is passed to the
 * clipboard as a promise inside the click, because Safari refuses it later.
 */
export function useCopy() {
  const copied = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  onScopeDispose(() => clearTimeout(timer));

  async function copy(text: string | Promise<string>): Promise<boolean> {
    try {
      await write(text);
    } catch {
      // Not allowed here (an insecure origin, or no permission): the text stays selectable beside the button.
      announce(t('shared.copyNotAllowed'));
      return false;
    }
    copied.value = true;
    announce(t('shared.copiedAnnouncement'));
    clearTimeout(timer);
    timer = setTimeout(() => (copied.value = false), 2_000);
    return true;
  }

  return { copied, copy };
}

function write(text: string | Promise<string>): Promise<void> {
  if (typeof text === 'string') return navigator.clipboard.writeText(text);
  const type = 'text/plain';
  return navigator.clipboard.write([new ClipboardItem({ [type]: text.then((known) => new Blob([known], { type })) })]);
}
