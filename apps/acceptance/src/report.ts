import type { Result } from './run-checks.ts';

export interface Run {
  results: Result[];
  /** What could not be removed. */
  left: string[];
  /** What it ran against, in words. */
  against: string;
  startedAt: Date;
  tookMs: number;
}

const MARKS = { 'as expected': 'ok', failed: 'FAILED', skipped: 'skipped' } as const;

/** The report in Markdown, to attach to an issue. `hide` lists secrets that must not be in it. */
export function reportOf(run: Run, hide: readonly string[]): string {
  const rows = run.results.map(({ name, expected, outcome, seen }) =>
    [name, MARKS[outcome], expected, seen].map(cell).join(' | '),
  );
  const lines = [
    '# Acceptance report',
    '',
    `${run.against}, ${run.startedAt.toISOString()}, ${Math.round(run.tookMs / 1000)} s`,
    '',
    '| check | result | expected | seen |',
    '| --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row} |`),
    '',
    run.left.length === 0 ? 'Everything that the run made was removed.' : 'Not removed:',
    ...run.left.map((line) => `- ${line}`),
  ];
  return `${withoutSecrets(lines.join('\n'), hide)}\n`;
}

export function lineOf({ name, outcome, expected, seen }: Result): string {
  const why = outcome === 'as expected' ? seen : `${seen}\n        expected: ${expected}`;
  return `${MARKS[outcome].padEnd(8)}${name}: ${why}`;
}

/** Removes known secrets, and everything that looks like a link, a session or a person's address. */
export function withoutSecrets(text: string, hide: readonly string[]): string {
  const known = hide
    .filter((secret) => secret.length >= 6)
    .reduce((left, secret) => left.replaceAll(secret, '[hidden]'), text);
  return known
    .replaceAll(/\bhttps?:\/\/[^\s|]+/g, '[address]')
    .replaceAll(/\b(lk|cs|whsec|sk|ak)_[\w-]+/g, '[hidden]')
    .replaceAll(/urn:[\w:-]+/g, '[hidden]')
    .replaceAll(/[\w.+-]+@[\w-]+\.[\w.-]+/g, '[person]');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ');
}
