import type { HealthCheck } from '@patchbay/contracts';

const MARKS = { ok: 'ok     ', warning: 'warning', failed: 'FAILED ', skipped: '-      ' } as const;

/** One line per check, followed by what to do. */
export function report(checks: HealthCheck[]): string {
  const widest = Math.max(...checks.map(({ name }) => name.length));
  const lines = checks.flatMap(({ name, status, says, remedy }) => [
    `${MARKS[status]}  ${name.replaceAll('_', ' ').padEnd(widest)}  ${says}`,
    ...(remedy ? [`${' '.repeat(widest + 11)}${remedy}`] : []),
  ]);
  const failed = checks.filter(({ status }) => status === 'failed').length;
  const summary = failed === 0 ? 'All checks passed.' : `${failed} of ${checks.length} checks failed.`;
  return `${[...lines, '', summary].join('\n')}\n`;
}
