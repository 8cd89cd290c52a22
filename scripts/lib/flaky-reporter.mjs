/** Lists the tests that passed only on a retry, because each of them has to be fixed. */
export default class FlakyReporter {
  /** @param {ReadonlyArray<import('vitest/node').TestModule>} modules */
  onTestRunEnd(modules) {
    for (const module of modules) {
      for (const test of module.children.allTests('passed')) {
        if (test.diagnostic()?.flaky) console.log(`FLAKY  ${module.relativeModuleId}: ${test.fullName}`);
      }
    }
  }
}
