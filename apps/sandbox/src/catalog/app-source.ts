import type { AuthScheme } from './catalog.ts';
import type { CategoryId } from './categories.ts';
import type { JsonSchema } from './json-schema.ts';

/**
 * Names of parameters, separated by spaces; a required one ends in `!`: `'channel! text! thread_ts'`. Each is looked
 * up in the app's own fields, then in the shared ones.
 */
export type FieldList = string;

/** The effect of an action on the account: it reads, changes or deletes something. */
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

/** One app as in the data files. Slugs of actions and triggers are without the app's prefix. */
export interface AppSource {
  slug: string;
  name: string;
  about: string;
  /** The app's website; null when it has none. */
  url: string | null;
  categories: readonly [CategoryId, ...CategoryId[]];
  /** Default `['OAUTH2']`. */
  auth?: readonly AuthScheme[];
  /** False when the project needs its own OAuth app. */
  managed?: boolean;
  /** What a person must enter in addition to approving. */
  connect?: Readonly<Record<string, JsonSchema>>;
  /** What they may tell as well. */
  mayTell?: Readonly<Record<string, JsonSchema>>;
  fields?: Readonly<Record<string, JsonSchema>>;
  actions?: Readonly<Record<string, ActionSource>>;
  triggers?: Readonly<Record<string, TriggerSource>>;
  /** Actions in short form: `'task: list get create; project: list'`. */
  does?: string;
  /** Triggers in short form: `'task: created completed'`. */
  fires?: string;
  /** Whether its webhook triggers need an endpoint for each OAuth client of the project. */
  needsEndpoint?: boolean;
}

export const read = (about: string, takes: FieldList = ''): ActionSource => action('read', about, takes);

export const write = (about: string, takes: FieldList = ''): ActionSource => action('write', about, takes);

export const destroy = (about: string, takes: FieldList = ''): ActionSource => action('destroy', about, takes);

/** One of the few actions of an app that most people use. */
export const important = (source: ActionSource): ActionSource => ({ ...source, important: true });

/** Sent by the app itself, immediately. */
export const webhook = (about: string, gives: FieldList, asks: FieldList = ''): TriggerSource => ({
  type: 'webhook',
  about,
  gives,
  asks,
});

/** Found by polling the app every few minutes. */
export const poll = (about: string, gives: FieldList, asks: FieldList = ''): TriggerSource => ({
  type: 'poll',
  about,
  gives,
  asks,
});

function action(effect: Effect, about: string, takes: FieldList): ActionSource {
  return { effect, about, takes, important: false };
}
