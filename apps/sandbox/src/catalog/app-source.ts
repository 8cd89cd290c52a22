import type { AuthScheme } from './catalog.ts';
import type { CategoryId } from './categories.ts';
import type { JsonSchema } from './json-schema.ts';

/**
 * Names of parameters, separated by blanks; a required one ends in `!`. `'channel! text! thread_ts'`.
 * Each is looked up in the app's own fields, then in the shared ones.
 */
export type FieldList = string;

/** What an action does to the account: reads it, changes it, or destroys something in it. */
export type Effect = 'read' | 'write' | 'destroy';

export interface ActionSource {
  effect: Effect;
  about: string;
  takes: FieldList;
  important: boolean;
}

export interface TriggerSource {
  type: 'webhook' | 'poll';
  about: string;
  gives: FieldList;
  asks: FieldList;
}

/** One app as the data files write it. Slugs of actions and triggers are without the app's prefix. */
export interface AppSource {
  slug: string;
  name: string;
  about: string;
  /** Its own site; null when it has none. */
  url: string | null;
  categories: readonly [CategoryId, ...CategoryId[]];
  /** Default `['OAUTH2']`. */
  auth?: readonly AuthScheme[];
  /** False when an OAuth app of one's own is needed. */
  managed?: boolean;
  /** What a person has to tell besides approving. */
  connect?: Readonly<Record<string, JsonSchema>>;
  fields?: Readonly<Record<string, JsonSchema>>;
  actions?: Readonly<Record<string, ActionSource>>;
  triggers?: Readonly<Record<string, TriggerSource>>;
  /** Actions in short form: `'task: list get create; project: list'`. */
  does?: string;
  /** Triggers in short form: `'task: created completed'`. */
  fires?: string;
  /** Its webhook triggers need an endpoint for each OAuth client of the project's own. */
  needsEndpoint?: boolean;
}

export const read = (about: string, takes: FieldList = ''): ActionSource => action('read', about, takes);

export const write = (about: string, takes: FieldList = ''): ActionSource => action('write', about, takes);

export const destroy = (about: string, takes: FieldList = ''): ActionSource => action('destroy', about, takes);

/** One of the few actions of an app that most people look for. */
export const important = (source: ActionSource): ActionSource => ({ ...source, important: true });

/** Reported by the app itself, at once. */
export const webhook = (about: string, gives: FieldList, asks: FieldList = ''): TriggerSource => ({
  type: 'webhook',
  about,
  gives,
  asks,
});

/** Found by asking the app every few minutes. */
export const poll = (about: string, gives: FieldList, asks: FieldList = ''): TriggerSource => ({
  type: 'poll',
  about,
  gives,
  asks,
});

function action(effect: Effect, about: string, takes: FieldList): ActionSource {
  return { effect, about, takes, important: false };
}
