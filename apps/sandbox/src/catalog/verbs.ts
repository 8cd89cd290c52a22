import type { Effect } from './app-source.ts';

interface VerbForm {
  effect: Effect;
  /** `$nouns`, `$noun` and `$app` are filled in. */
  about: string;
  /** `$id`, `$new` (fields of a new record) and `$set` (the same, all optional) are filled in. */
  takes: string;
  plural?: true;
}

/** What each verb of the short form means. */
export const verbs: Readonly<Record<string, VerbForm>> = {
  list: { effect: 'read', about: 'Lists the $nouns in $app', takes: 'limit cursor', plural: true },
  search: { effect: 'read', about: 'Searches the $nouns in $app', takes: 'query! limit', plural: true },
  get: { effect: 'read', about: 'Reads $noun from $app', takes: '$id!' },
  download: { effect: 'read', about: 'Downloads $noun from $app', takes: '$id!' },
  export: { effect: 'read', about: 'Exports $nouns from $app as a file', takes: 'since until', plural: true },
  check: { effect: 'read', about: 'Checks the state of $noun in $app', takes: '$id!' },
  query: {
    effect: 'read',
    about: 'Runs a query over the $nouns in $app',
    takes: 'query! since until limit',
    plural: true,
  },
  create: { effect: 'write', about: 'Creates $noun in $app', takes: '$new' },
  add: { effect: 'write', about: 'Adds $noun in $app', takes: '$new' },
  update: { effect: 'write', about: 'Changes $noun in $app; what is left out stays as it is', takes: '$id! $set' },
  upsert: { effect: 'write', about: 'Creates $noun in $app, or changes the existing one', takes: '$new' },
  send: { effect: 'write', about: 'Sends $noun through $app', takes: '$new' },
  schedule: { effect: 'write', about: 'Schedules $noun in $app', takes: '$new start_time' },
  upload: { effect: 'write', about: 'Uploads $noun to $app', takes: 'file_url! file_name folder_id' },
  publish: { effect: 'write', about: 'Publishes $noun in $app', takes: '$id!' },
  archive: { effect: 'write', about: 'Archives $noun in $app', takes: '$id!' },
  complete: { effect: 'write', about: 'Marks $noun in $app as done', takes: '$id!' },
  close: { effect: 'write', about: 'Closes $noun in $app', takes: '$id!' },
  assign: { effect: 'write', about: 'Assigns $noun in $app to a user', takes: '$id! user_id!' },
  start: { effect: 'write', about: 'Starts $noun in $app', takes: '$id!' },
  stop: { effect: 'write', about: 'Stops $noun in $app', takes: '$id!' },
  run: { effect: 'write', about: 'Runs $noun in $app', takes: '$id! properties' },
  generate: { effect: 'write', about: 'Generates $noun with $app', takes: '$new' },
  cancel: { effect: 'destroy', about: 'Cancels $noun in $app', takes: '$id!' },
  delete: { effect: 'destroy', about: 'Deletes $noun from $app for good', takes: '$id!' },
  remove: { effect: 'destroy', about: 'Removes $noun in $app', takes: '$id!' },
};
