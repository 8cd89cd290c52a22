import { destroy, important, read, webhook, write } from './app-source.ts';
import type { ActionSource, AppSource, TriggerSource } from './app-source.ts';
import { text } from './fields.ts';
import type { JsonSchema } from './json-schema.ts';
import { nounFields } from './noun-fields.ts';
import { ownValue } from './own-value.ts';
import { verbs } from './verbs.ts';

/** The actions, triggers and fields that a short form stands for. */
export interface Expansion {
  actions: Record<string, ActionSource>;
  triggers: Record<string, TriggerSource>;
  fields: Record<string, JsonSchema>;
}

/**
 * Expands an app's `does` and `fires`: `'task: list create'` becomes LIST_TASKS and CREATE_TASK with their
 * parameters.
 */
export function expandShortForm(app: AppSource): Expansion {
  const expansion: Expansion = { actions: {}, triggers: {}, fields: {} };
  for (const [noun, words] of clauses(app.does)) {
    expansion.fields[idOf(noun)] = text(`Identifier of the ${spoken(noun)}.`);
    words.forEach((verb, index) => addAction(expansion, { noun, verb, first: index === 0, app: app.name }));
  }
  for (const [noun, words] of clauses(app.fires)) {
    expansion.fields[idOf(noun)] = text(`Identifier of the ${spoken(noun)}.`);
    for (const event of words) addTrigger(expansion, noun, event);
  }
  return expansion;
}

interface ShortAction {
  noun: string;
  verb: string;
  first: boolean;
  app: string;
}

function addAction(expansion: Expansion, { noun, verb, first, app }: ShortAction): void {
  const form = ownValue(verbs, verb);
  if (!form) throw new Error(`no verb is called "${verb}"`);
  const own = nounFields(noun);
  const takes = form.takes.replace('$id', idOf(noun)).replace('$new', own).replace('$set', own.replaceAll('!', ''));
  const about = form.about.replace('$nouns', plural(spoken(noun))).replace('$noun', article(spoken(noun)));
  const source = { read, write, destroy }[form.effect](`${about.replace('$app', app)}.`, takes);
  const slug = `${verb}_${form.plural ? plural(noun) : noun}`.toUpperCase();
  expansion.actions[slug] = first ? important(source) : source;
}

function addTrigger(expansion: Expansion, noun: string, event: string): void {
  const about = `Fires when ${article(spoken(noun))} is ${event.replaceAll('_', ' ')}.`;
  const gives = `${idOf(noun)} ${nounFields(noun).replaceAll('!', '')} created_at`;
  expansion.triggers[`${noun}_${event}_TRIGGER`.toUpperCase()] = webhook(about, gives);
}

/** `'task: list get; note: create'` as pairs of a noun and its words. */
function clauses(source = ''): [string, string[]][] {
  return source
    .split(';')
    .filter((clause) => clause.trim() !== '')
    .map((clause) => {
      const [noun = '', words = ''] = clause.split(':');
      return [noun.trim(), words.trim().split(/\s+/)];
    });
}

const idOf = (noun: string): string => `${noun}_id`;

const spoken = (noun: string): string => noun.replaceAll('_', ' ');

const article = (words: string): string => `${/^([aeio]|un|up)/.test(words) ? 'an' : 'a'} ${words}`;

function plural(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return noun.replace(/y$/, 'ies');
  return /(s|x|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}
