import type { z } from 'zod';

/** One type of outgoing event. */
export interface EventType<Data extends z.ZodType = z.ZodType> {
  /** Increases when a field of `data` changes its meaning or goes away. New fields keep it. */
  version: number;
  /** One sentence for a person: when it is sent. */
  summary: string;
  data: Data;
  example: z.input<Data>;
}

/** Checks that the example is what the schema accepts. */
export function defineEvent<Data extends z.ZodType>({
  version = 1,
  ...type
}: Omit<EventType<Data>, 'version'> & { version?: number }): EventType<Data> {
  return { version, ...type };
}
