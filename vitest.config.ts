import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // These need a browser (npm run test:browser), Lambda's Node (test:lambda) or minutes (test:faults).
    exclude: ['test/browser/**', 'test/lambda/**', 'test/faults/**'],
    setupFiles: ['test/setup.ts'],
    // Much of a run is loading DuckDB, CDK and the AWS SDK: once per worker, not once per file.
    isolate: false,
    // Default: one core less.
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    server: { deps: { inline: ['dt-sql-parser'] } },
  },
})
