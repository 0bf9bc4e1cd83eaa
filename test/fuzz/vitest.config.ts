import { defineConfig } from 'vitest/config'
import type { Reporter, TestModule } from 'vitest/node'

/** One line at the end: how many inputs were tried. */
const total: Reporter = {
  onTestRunEnd(modules: readonly TestModule[]) {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const inputs = tests.reduce((sum, test) => sum + (test.meta().inputs ?? 0), 0)
    console.log(`inputs fuzzed: ${inputs.toLocaleString('en')} by ${tests.length} properties`)
  },
}

export default defineConfig({
  test: {
    include: ['test/fuzz/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    env: { FUZZ_RUNS: process.env.FUZZ_RUNS ?? '5000' },
    hookTimeout: 60_000,
    reporters: ['default', total],
  },
})
