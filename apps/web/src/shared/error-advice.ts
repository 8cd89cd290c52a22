import type { MessageKey } from '../locales/message-types.ts';
import { hasText, speaksEnglish, t } from './i18n/t.ts';

/** Who can fix an error. */
export type Fixer = 'you' | 'admin' | 'provider' | 'operator';

export interface ErrorAdvice {
  title: string;
  sentence: string;
  next: string;
  fixer: Fixer;
}

/** For codes that the person who sees them cannot fix. */
const FIXERS: Record<string, Fixer> = {
  FORBIDDEN: 'admin',
  WORKSPACE_UNKNOWN: 'admin',
  INVITATION_UNKNOWN: 'admin',
  PROVIDER_UNAVAILABLE: 'provider',
  PROVIDER_BUSY: 'provider',
  PROVIDER_REFUSED: 'admin',
  PROVIDER_UNAUTHORIZED: 'admin',
  PROVIDER_FORBIDDEN: 'admin',
  APP_NEEDS_SETUP: 'admin',
  SCOPES_NEED_SETUP: 'admin',
  SCHEME_UNSUPPORTED: 'operator',
  WEBHOOK_ELSEWHERE: 'operator',
  WEBHOOK_SET_BY_HAND: 'operator',
  UNAVAILABLE: 'operator',
  INTERNAL: 'operator',
};

/**
 * The texts for a code. The server's sentence and remedy are in English: there they come first, because they may know more, and
 * elsewhere they stand in for codes that this page does not know.
 */
export function errorAdvice(code: string, server: { sentence: string | null; remedy: string | null }): ErrorAdvice {
  const own = hasTexts(code);
  const ofServer = speaksEnglish() || !own;
  return {
    title: own ? t(`errors.${code}.title`) : t('errors.unknown.title'),
    sentence: (ofServer ? server.sentence : null) ?? t(own ? `errors.${code}.sentence` : 'errors.unknown.sentence'),
    next: (ofServer ? server.remedy : null) ?? t(own ? `errors.${code}.next` : 'errors.unknown.next'),
    fixer: FIXERS[code] ?? (own ? 'you' : 'operator'),
  };
}

type CodeOf<Key> = Key extends `errors.${infer Code}.sentence` ? Code : never;

function hasTexts(code: string): code is CodeOf<MessageKey> {
  return hasText(`errors.${code}.sentence`);
}

/** Who can fix it, where it is not the person who sees it. */
export function fixerText(fixer: Fixer): string {
  return fixer === 'you' ? '' : t(`errors.fixers.${fixer}`);
}
