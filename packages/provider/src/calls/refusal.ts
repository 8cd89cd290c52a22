import { z } from 'zod';
import { storableText } from '../storable.ts';

const text = z.string().max(10_000);

/** `{"error":{message,slug}}` on v3, `{message,name}` on v1 and v2, `{message}` for 429 on both. */
const refusal = z.union([
  z.object({ error: z.object({ message: text, slug: text.nullish() }) }).transform(({ error }) => error),
  z.object({ message: text, name: text.nullish() }).transform(({ message, name }) => ({ message, slug: name })),
]);

const MAX_CHARACTERS = 300;

/** The provider's message in an error response; undefined if it is not readable. */
export interface Refusal {
  /** With its code, for logs and for the list of runs. */
  text: string;
  /** The sentence alone, for a person. */
  said: string;
  code: string | null;
}

export function readRefusal(body: Uint8Array): Refusal | undefined {
  const parsed = refusal.safeParse(parse(new TextDecoder().decode(body)));
  if (!parsed.success) return undefined;
  const { slug, message } = parsed.data;
  const short = (words: string) => storableText(words.slice(0, MAX_CHARACTERS));
  return { text: short(`${slug ? `${slug}: ` : ''}${message}`), said: short(message), code: slug ?? null };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
