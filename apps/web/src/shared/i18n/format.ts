import { computed } from 'vue';
import { languageOf } from './choose-language.ts';
import { i18n } from './i18n.ts';

/** The viewer's own kind of the language that is shown, such as `en-GB`: dates and numbers follow it. */
const region = computed(
  () => navigator.languages.find((tag) => languageOf(tag) === i18n.locale.value) ?? i18n.locale.value,
);

// Created once per language, because every row of a list uses them.
const number = computed(() => new Intl.NumberFormat(region.value));
const compact = computed(() => new Intl.NumberFormat(region.value, { notation: 'compact' }));
const relative = computed(() => new Intl.RelativeTimeFormat(region.value, { numeric: 'auto' }));
const lists = computed(() => ({
  and: new Intl.ListFormat(region.value, { type: 'conjunction' }),
  or: new Intl.ListFormat(region.value, { type: 'disjunction' }),
}));
const dates = computed(() => ({
  day: new Intl.DateTimeFormat(region.value, { dateStyle: 'medium' }),
  time: new Intl.DateTimeFormat(region.value, { hour: 'numeric', minute: '2-digit' }),
  dayAndTime: new Intl.DateTimeFormat(region.value, {
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  }),
  weekday: new Intl.DateTimeFormat(region.value, { weekday: 'short', day: 'numeric', month: 'short' }),
  shortDay: new Intl.DateTimeFormat(region.value, { day: 'numeric', month: 'short' }),
  longDay: new Intl.DateTimeFormat(region.value, { weekday: 'long', day: 'numeric', month: 'long' }),
  // With the time zone.
  full: new Intl.DateTimeFormat(region.value, { dateStyle: 'medium', timeStyle: 'long' }),
}));

/** `1,540`, `1.540`. */
export function formatNumber(value: number): string {
  return number.value.format(value);
}

/** `2K`, for the axis of a chart. */
export function formatCompact(value: number): string {
  return compact.value.format(value);
}

/** `Jan 10, 2026`, `9:17 AM`, `Nov 22, 9:17 AM`; `full` has the seconds and the time zone. */
export function formatDate(instant: string, detail: keyof (typeof dates)['value']): string {
  return dates.value[detail].format(new Date(instant));
}

/** `in 3 days`, `yesterday`. */
export function formatRelative(value: number, unit: Intl.RelativeTimeFormatUnit): string {
  return relative.value.format(value, unit);
}

/** `a, b, and c`. */
export function formatList(items: readonly string[]): string {
  return lists.value.and.format(items);
}

/** `a, b, or c`. */
export function formatAlternatives(items: readonly string[]): string {
  return lists.value.or.format(items);
}
