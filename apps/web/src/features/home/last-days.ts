/** The local midnights at which the last days begin, the first day first, today last. */
export function lastDays(count: number, now: number): Date[] {
  const today = new Date(now);
  today.setHours(0, 0, 0, 0);
  // By the calendar and not by 24 hours, which a change to summer time is not.
  return Array.from({ length: count }, (_, index) => {
    const day = new Date(today);
    day.setDate(today.getDate() - (count - 1 - index));
    return day;
  });
}
