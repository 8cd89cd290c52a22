/**
 * `npm run doctor`: checks everything Patchbay needs, says what to do, and exits with 1 if something is wrong. With
 * `--fix` it first fixes what it can.
 */
import { readEnv, silenceTelemetry } from '../env.ts';
import { settingsFrom } from '../settings.ts';
import { print, sentence } from './admin-command.ts';

// Before any import that could read it.
silenceTelemetry();

try {
  const settings = settingsFrom(readEnv());
  const { examine } = await import('./examine.ts');
  const { report } = await import('./report.ts');
  if (process.argv.includes('--fix'))
    process.stdout.write(await (await import('./apply-fixes.ts')).applyFixes(settings));
  const health = await examine(settings);
  process.stdout.write(report(health.checks));
  process.exitCode = health.healthy ? 0 : 1;
} catch (error) {
  print(sentence(error));
}
