import { defineConfig } from 'vitest/config'

import { MINUTES } from './settings.ts'

export default defineConfig({
  test: {
    include: ['test/faults/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    // The storms, and the time that the program may take to get over them.
    hookTimeout: MINUTES * 60_000 + 10 * 60_000,
    testTimeout: 30_000,
  },
})
