import { formatDate, formatRelative } from './i18n/format.ts';
import { t } from './i18n/t.ts';

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** `3 minutes ago`, `yesterday`; `just now` for anything below a minute. */
export function relativeTime(instant: string, now: number): string {
  const seconds = (Date.parse(instant) - now) / 1_000;
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return formatRelative(Math.round(seconds / size), unit);
  }
  return seconds > 1 ? t('shared.soon') : t('shared.justNow');
}

/** The same instant in full and with its time zone, for a tooltip. */
export function fullTime(instant: string): string {
  return formatDate(instant, 'full');
}
