import type { ButtonId } from '@patchbay/lifecycle';

export const BUTTON_ICONS: Record<ButtonId, string> = {
  add: 'i-lucide-plus',
  connect: 'i-lucide-plug',
  continue: 'i-lucide-external-link',
  refresh: 'i-lucide-rotate-cw',
  cancel: 'i-lucide-x',
  configure: 'i-lucide-settings-2',
  reconnect: 'i-lucide-plug-zap',
  disconnect: 'i-lucide-unplug',
  remove: 'i-lucide-trash-2',
};
