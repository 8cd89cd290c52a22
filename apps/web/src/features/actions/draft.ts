/** Which switches differ from what is saved, as a person left them. */
export interface Draft {
  on: ReadonlySet<string>;
  off: ReadonlySet<string>;
}

export const EMPTY: Draft = { on: new Set(), off: new Set() };

/** The draft after a switch was set. One that is back where it was is no change. */
export function withSwitch(
  draft: Draft,
  saved: ReadonlySet<string>,
  { slug, on }: { slug: string; on: boolean },
): Draft {
  const next = { on: new Set(draft.on), off: new Set(draft.off) };
  next.on.delete(slug);
  next.off.delete(slug);
  if (on !== saved.has(slug)) next[on ? 'on' : 'off'].add(slug);
  return next;
}

export function isOn(draft: Draft, saved: ReadonlySet<string>, slug: string): boolean {
  return draft.on.has(slug) || (saved.has(slug) && !draft.off.has(slug));
}

export function changes({ on, off }: Draft): number {
  return on.size + off.size;
}

/** The whole list that the draft makes of what is saved. */
export function applied(draft: Draft, saved: ReadonlySet<string>): string[] {
  return [...new Set([...saved, ...draft.on])].filter((slug) => !draft.off.has(slug)).toSorted();
}
