import { readFileSync } from 'node:fs';

interface WithSecrets {
  values: NodeJS.ProcessEnv;
  /** One line per problem, for a person. Contains no secret. */
  problems: string[];
}

/** The environment with the content of each `NAME_FILE` as NAME, the way container platforms provide secrets. */
export function withSecretFiles(source: NodeJS.ProcessEnv, names: readonly string[]): WithSecrets {
  const values = { ...source };
  const problems: string[] = [];
  for (const name of names) {
    const file = source[`${name}_FILE`];
    if (!file) continue;
    const { value, problem } = source[name] ? BOTH : contentOf(file);
    if (problem === undefined) values[name] = value;
    else problems.push(`${name}_FILE: ${problem}`);
  }
  return { values, problems };
}

interface Content {
  value?: string;
  problem?: string;
}

const BOTH: Content = { problem: 'given beside the setting itself: give one of them' };

/** Editors and `echo` end a file with a newline, which is not part of the secret. */
function contentOf(file: string): Content {
  try {
    const value = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
    return value === '' ? { problem: `the file ${file} is empty` } : { value };
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return { problem: `the file ${file} cannot be read (${reason})` };
  }
}
