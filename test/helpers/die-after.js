// Ends this process as a crash does, before it does the next of its changes to the files of a lake, after DIE_AFTER of
// them: node --import ./test/helpers/die-after.js …
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

let left = Number(process.env.DIE_AFTER)

for (const name of ['renameSync', 'linkSync', 'rmSync']) {
  const act = fs[name]
  fs[name] = (...args) => {
    const path = String(args[name === 'rmSync' ? 0 : 1])
    if (/\/(raw|enriched)\/(?!\.partial)/.test(path)) {
      if (left <= 0) process.kill(process.pid, 'SIGKILL')
      left -= 1
    }
    return act(...args)
  }
}
syncBuiltinESMExports()
