import { z } from 'zod';
import { storableText } from '../storable.ts';

const text = z.string().max(10_000);

/** `{"error":{message,slug}}` on v3, `{message,name}` on v1 and v2, `{message}` for 429 on both. */
const refusal = z.union([
  z.object({ error: z.object({ message: text, slug: text.nullish() }) }).transform(({ error }) => error),
  z.object({ message: text, name: text.nullish() }).transform(({ message, name }) => ({ message, slug: name })),
]);

const MOST_CHARACTERS = 300;

/** The provider's message in an error response, for logs and the list of runs; empty if it is not readable. */
export function readRefusal(body: Uint8Array): string {
  const parsed = refusal.safeParse(parse(new TextDecoder().decode(body)));
  if (!parsed.success) return '';
  const { slug, message } = parsed.data;
  return storableText(`${slug ? `${slug}: ` : ''}${message}`.slice(0, MOST_CHARACTERS));
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
