/** The switches that differ from the saved state. */
export interface Draft {
  on: ReadonlySet<string>;
  off: ReadonlySet<string>;
}

export const EMPTY: Draft = { on: new Set(), off: new Set() };

/** The draft after a switch was changed. A switch that is back in its saved position is not a change. */
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

/** The draft without the switches that were changed otherwise. */
export function without(draft: Draft, slugs: ReadonlySet<string>): Draft {
  return kept(draft, (slug) => !slugs.has(slug));
}

/** The changes that are not saved yet, neither by this person nor by another. */
export function unsaved(draft: Draft, saved: ReadonlySet<string>): Draft {
  return kept(draft, (slug, on) => on !== saved.has(slug));
}

export function isOn(draft: Draft, saved: ReadonlySet<string>, slug: string): boolean {
  return draft.on.has(slug) || (saved.has(slug) && !draft.off.has(slug));
}

export function changes({ on, off }: Draft): number {
  return on.size + off.size;
}

/** The complete list: the saved one with the draft applied. */
export function applied(draft: Draft, saved: ReadonlySet<string>): string[] {
  return [...new Set([...saved, ...draft.on])].filter((slug) => !draft.off.has(slug)).toSorted();
}

function kept({ on, off }: Draft, keep: (slug: string, on: boolean) => boolean): Draft {
  return {
    on: new Set([...on].filter((slug) => keep(slug, true))),
    off: new Set([...off].filter((slug) => keep(slug, false))),
  };
}
