import type { AppSetup } from '@patchbay/contracts';
import { t } from '../../shared/i18n/t.ts';

/** What a check of an app's set-up found, in a sentence. Pure. */
export function setupText({ isNeeded, endpoint }: Pick<AppSetup, 'isNeeded' | 'endpoint'>, appName: string): string {
  if (isNeeded) return t('catalog.setUpMissing', { app: appName });
  if (endpoint === 'missing') return t('catalog.setUpNoEndpoint', { app: appName });
  return t('catalog.setUpDone', { app: appName });
}
