/**
 * `npm run reseal`: seals every stored secret that is sealed with PATCHBAY_SECRET_PREVIOUS with PATCHBAY_SECRET. Safe
 * while servers run, and idempotent: it continues where it was interrupted.
 */
import { silenceTelemetry } from '../env.ts';
import { type CommandResult, refused, refuseWords, runCommand, said } from './admin-command.ts';

// Before any import that could read it.
silenceTelemetry();

const LOST =
  'Set PATCHBAY_SECRET_PREVIOUS to the secret they were sealed under and run this again; keep it until nothing is left.';
const DONE =
  'Nothing that is stored needs PATCHBAY_SECRET_PREVIOUS any more. Remove it once every server has the new PATCHBAY_SECRET and 30 days have passed since: until then, browsers that have not come back would be signed out.';

// At the end, because the constants above must be initialized before this top-level await.
if (!refuseWords('reseal')) await run();

function run(): Promise<void> {
  return runCommand(async (orm, settings) => {
    const { secretOf } = await import('../composition.ts');
    const { reseal } = await import('../modules/sealed/index.ts');
    const { createVault } = await import('../platform/crypto/vault.ts');
    const vault = createVault(secretOf(settings), settings.previousSecrets);
    const onProgress = (text: string) => process.stdout.write(`${text}\n`);
    return outcome(await reseal({ em: orm.em.fork(), vault, onProgress }));
  });
}

function outcome({ resealed, lost }: { resealed: number; lost: number }): CommandResult {
  const done = `Resealed: ${resealed}.`;
  if (lost > 0) return refused(`${done} ${lost} open under none of the secrets. ${LOST}`);
  return said(`${done} ${DONE}`);
}
