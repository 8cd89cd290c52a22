import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { isMissing } from './missing-file.ts';

export function readRememberedPort(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

export function rememberPort(file: string, port: number): void {
  writeFileSync(file, `${port}\n`);
}

/** The port to start on: the requested one or an error; otherwise the remembered one if it is free, or any free one. */
export async function choosePort(asked: number | undefined, remembered: number | undefined): Promise<number> {
  const wanted = asked ?? remembered;
  if (wanted && (await tryPort(wanted))) return wanted;
  if (asked) throw new EmbeddedPostgresError('PORT_IN_USE', `Port ${asked} for the database is taken.`);
  const free = await tryPort(0);
  if (free) return free;
  throw new EmbeddedPostgresError('PORT_IN_USE', 'No free port on 127.0.0.1.');
}

/** Binds the port for a moment; 0 lets the system choose. Returns the bound port, or undefined when it is taken. */
async function tryPort(port: number): Promise<number | undefined> {
  const probe = createServer().listen(port, '127.0.0.1');
  try {
    await once(probe, 'listening');
  } catch {
    // Taken or not permitted: unusable either way.
    return undefined;
  }
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return address && typeof address === 'object' ? address.port : undefined;
}
