import { z } from 'zod';

/** Visible ASCII, once. Other parameters may occur, each once; they are not read. */
const query = z.object({ session_uri: z.string().regex(/^[!-~]{1,1024}$/) }).catchall(z.string());

/** The session in the query of a verified callback; undefined when it is invalid or occurs twice. */
export function readVerifierQuery(given: Record<string, unknown>): string | undefined {
  return query.safeParse(given).data?.session_uri;
}
