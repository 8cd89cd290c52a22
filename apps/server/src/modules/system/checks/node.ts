import { failed, ok, type Verdict } from '../verdict.ts';

/** The oldest supported major version. Older ones cannot strip types when loading the source. */
const OLDEST = 24;

export function checkNode(): Verdict {
  const { version } = process;
  const major = Number(/^v(\d+)/.exec(version)?.[1]);
  if (major >= OLDEST) return ok(`Node.js ${version}.`);
  return failed(`Node.js ${version} is too old.`, `Start Patchbay with npm start, which brings Node.js ${OLDEST}.`);
}
