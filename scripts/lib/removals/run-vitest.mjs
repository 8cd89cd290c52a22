import { join } from 'node:path';
import { createVitest } from 'vitest/node';
import { filesOf, patternOf } from './named-tests.mjs';

/**
 * One vitest for all runs in the copy: PostgreSQL is started once, and only what was changed is compiled again.
 * @param {string} copy
 */
export async function startVitest(copy) {
  // Its configuration looks for files from here.
  process.chdir(copy);
  const vitest = await createVitest('test', { root: copy, watch: false, reporters: [{}] });
  return {
    /** @param {import('./named-tests.mjs').Test[]} tests @returns {Promise<import('./named-tests.mjs').Ran[]>} */
    async run(tests) {
      const specifications = await vitest.globTestSpecifications(filesOf(tests));
      vitest.setGlobalTestNamePattern(patternOf(tests));
      const { testModules } = await vitest.runTestSpecifications(specifications);
      // The others are those of earlier runs.
      const asked = new Set(specifications.map(({ moduleId }) => moduleId));
      return testModules.filter(({ moduleId }) => asked.has(moduleId)).flatMap(testsOf);
    },
    /** @param {string[]} files */
    forget(files) {
      for (const file of files) vitest.invalidateFile(join(copy, file));
    },
    close: () => vitest.close(),
  };
}

/** @param {import('vitest/node').TestModule} module */
function testsOf({ moduleId: file, children }) {
  return [...children.allTests()].map((test) => ({
    file,
    name: test.fullName.replaceAll(' > ', ' '),
    status: test.result().state,
  }));
}
