import type { Violation } from '@patchbay/schema-errors';
import type { MessageKey } from '../../locales/message-types.ts';
import { formatAlternatives } from '../../shared/i18n/format.ts';
import { hasText, speaksEnglish, t } from '../../shared/i18n/t.ts';

type LimitKey = 'minimum' | 'maximum' | 'exclusiveMinimum' | 'exclusiveMaximum' | 'multipleOf';
type CountKey = 'minLength' | 'maxLength' | 'minItems' | 'maxItems';

/** What a JSON Schema keyword requires, for the person who fills in the field. The API says the same in English. */
export function schemaWords({ keyword, limit, fallback }: Violation): string {
  switch (keyword) {
    case 'required':
    case 'false':
      return t(`errors.schema.${keyword}`);
    case 'type':
      return t('errors.schema.type', { kinds: formatAlternatives([limit].flat().map(kindOf)) });
    case 'enum':
      return t('errors.schema.enum', { values: [limit].flat().map(String).join(', ') });
    case 'const':
      return t('errors.schema.const', { value: String(limit) });
    case 'format':
      return t('errors.schema.format', { format: formatOf(limit) });
    case 'tooLong':
      return t('errors.schema.tooLong', { limit: String(limit) });
  }
  if (isLimit(keyword)) return t(`errors.schema.${keyword}`, { limit: String(limit) });
  if (isCount(keyword)) return t(`errors.schema.${keyword}`, { count: Number(limit) });
  return speaksEnglish() ? fallback : t('errors.schema.other');
}

const LIMITS: ReadonlySet<string> = new Set<LimitKey>([
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
]);
const COUNTS: ReadonlySet<string> = new Set<CountKey>(['minLength', 'maxLength', 'minItems', 'maxItems']);

function isLimit(keyword: string): keyword is LimitKey {
  return LIMITS.has(keyword);
}

function isCount(keyword: string): keyword is CountKey {
  return COUNTS.has(keyword);
}

function kindOf(type: unknown): string {
  const key = `errors.schema.kinds.${String(type)}`;
  return isKindKey(key) ? t(key) : String(type);
}

function formatOf(format: unknown): string {
  const key = `errors.schema.formats.${String(format)}`;
  return isFormatKey(key) ? t(key) : String(format);
}

function isKindKey(key: string): key is Extract<MessageKey, `errors.schema.kinds.${string}`> {
  return hasText(key);
}

function isFormatKey(key: string): key is Extract<MessageKey, `errors.schema.formats.${string}`> {
  return hasText(key);
}
