import { z } from 'zod';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import { browserName } from './browser-name.ts';
import type { OwnAccess } from './own-access.ts';

export const sessionsSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      /** Whether it is the one that asks. */
      isThis: z.boolean(),
      /** `Firefox on Windows`; null for what is no browser that we know. What it said of itself is not passed on. */
      browser: z.string().nullable(),
      address: z.string().nullable(),
      startedAt: z.iso.datetime(),
      expiresAt: z.iso.datetime(),
    }),
  ),
});

interface Row {
  id: string;
  userAgent: string | null;
  ipAddress: string | null;
  createdAt: Date;
  expiresAt: Date;
}

/** Where this person is signed in: this session first, then the latest. Never their tokens, by which one would be them. */
export async function listSessions({ em, session }: OwnAccess): Promise<z.infer<typeof sessionsSchema>> {
  const rows = await executeSql<Row>(
    em,
    `select "id", "userAgent", "ipAddress", "createdAt", "expiresAt" from "session"
      where "userId" = $1 and "expiresAt" > now() order by "id" = $2 desc, "createdAt" desc, "id" limit ${MOST_SHOWN}`,
    [session.user.id, session.id],
  );
  const items = rows.map(({ id, userAgent, ipAddress, createdAt, expiresAt }) => ({
    id,
    isThis: id === session.id,
    browser: browserName(userAgent ?? ''),
    address: ipAddress || null,
    startedAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  }));
  return { items };
}

/** Who has more sees that they do, and can end all others at once. */
const MOST_SHOWN = 100;
