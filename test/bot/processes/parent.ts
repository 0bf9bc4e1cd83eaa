// A program with a child process, to be killed: prints the child's id.
import { childProcess } from '../../../bot/processes/child-process.ts'
import type { Calls } from './served.ts'

const quiet = () => {}
const child = childProcess<Calls>({
  name: 'child',
  module: new URL('./served.ts', import.meta.url),
  argument: {},
  errors: [],
  log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
})
console.log(await child.call('pid', []))
await child.call('forever', [])
