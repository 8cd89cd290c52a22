import type { ConnectionHealth } from '@patchbay/contracts';
import { speaksEnglish, t } from '../../shared/i18n/t.ts';

type Reason = Pick<ConnectionHealth['reasons'][number], 'code' | 'message' | 'remedy'>;

/** What of a connection does not work, and what to do. The server's words are in English, and have the numbers. */
export function healthText({ code, message, remedy }: Reason): string {
  return speaksEnglish() ? `${message} ${remedy}` : t(`connections.health.${code}`);
}
