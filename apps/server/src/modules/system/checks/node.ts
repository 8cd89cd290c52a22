import { failed, ok, type Verdict } from '../verdict.ts';

/** Types are stripped from the source as it is loaded, which older versions cannot. */
const OLDEST = 24;

export function checkNode(): Verdict {
  const { version } = process;
  const major = Number(/^v(\d+)/.exec(version)?.[1]);
  if (major >= OLDEST) return ok(`Node.js ${version}.`);
  return failed(`Node.js ${version} is too old.`, `Start Patchbay with npm start, which brings Node.js ${OLDEST}.`);
}
