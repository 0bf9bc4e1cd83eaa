// Runs with every test file. Files share a process and its modules (`isolate: false`), so each must leave no trace.
import { afterAll, vi } from 'vitest'

import { removeTempFolders } from './helpers/temp.ts'

const env = { ...process.env }

afterAll(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name]
  Object.assign(process.env, env)
  removeTempFolders()
})
