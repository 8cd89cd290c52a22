import type { HealthDeps } from '../health.deps.ts';
import { failed, ok, type Verdict } from '../verdict.ts';

const TIMEOUT_MS = 5_000;

/** Browsers return from the provider to this address, so it must reach this server. */
export async function checkPublicUrl({ publicUrl }: Pick<HealthDeps, 'publicUrl'>): Promise<Verdict> {
  const remedy = 'Start Patchbay, or correct PUBLIC_URL; behind a proxy, see that it passes the whole path on.';
  const init = { redirect: 'manual' as const, signal: AbortSignal.timeout(TIMEOUT_MS) };
  const answer = await fetch(`${publicUrl}/readyz`, init).catch(() => undefined);
  if (!answer) return failed(`${publicUrl} cannot be reached from here.`, remedy);
  const body = (await answer.text()).slice(0, 500);
  if (answer.status === 200 && body.includes('"ready"')) return ok(`${publicUrl} leads to a Patchbay that is ready.`);
  if (answer.status === 503) return failed(`The Patchbay at ${publicUrl} is not ready: ${body}`, 'Look at its log.');
  return failed(`${publicUrl} leads somewhere else (${answer.status}).`, remedy);
}
