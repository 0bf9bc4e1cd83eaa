import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/lambda/*.test.ts'],
    globalSetup: 'test/lambda/setup.ts',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Each file starts its own processes for functions.
    maxWorkers: 2,
  },
})
