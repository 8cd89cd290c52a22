/** What can happen to a connection: requests of people, events of the provider, time, and failures. */
export const STEPS = [
  'connect',
  'cancel',
  'disconnect',
  'remove',
  'rename',
  'refresh',
  'approve',
  'approve as another',
  'return',
  'return again',
  'foreign return',
  'deny',
  'grant ends',
  'sweep',
  'reread',
  'jobs',
  'a second',
  'ten seconds',
  'a minute',
  'ten minutes',
  'provider fails',
  'provider answers into the void',
] as const;

export type Step = (typeof STEPS)[number];

/** The steps that are commands of a person, by the machine's names. */
export const COMMANDS: Partial<Record<Step, 'connect' | 'cancel' | 'disconnect' | 'remove'>> = {
  connect: 'connect',
  cancel: 'cancel',
  disconnect: 'disconnect',
  remove: 'remove',
};
