import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const SOURCES = join(import.meta.dirname, '..');

/** Where this process' own clock may be asked what time it is: to compare it with the database's. */
const ALLOWED = ['platform/clock.ts', 'platform/database-clock.ts'];

test('nothing of the server decides by its process’ own clock', () => {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' });
  const asking = files
    .filter((file) => file.endsWith('.ts') && !/\.(test|fixture)\.ts$/.test(file))
    .filter((file) => /\bDate\.now\b|\bnew Date\(\)/.test(readFileSync(join(SOURCES, file), 'utf8')));
  expect(asking.toSorted()).toEqual(ALLOWED);
});
