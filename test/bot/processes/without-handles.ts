// A program that holds every handle it may have when it needs a child process: prints what becomes of its calls, as JSON.
// Its limit is low, so that it gets there: `ulimit -n 200`.
import { closeSync, openSync } from 'node:fs'
import { devNull } from 'node:os'

import { childProcess } from '../../../bot/processes/child-process.ts'
import type { Calls } from './served.ts'

const events: unknown[] = []
const note = ({ event }: { readonly event: string }) => void events.push(event)

function takeAllHandles(): () => void {
  const taken: number[] = []
  try {
    for (;;) taken.push(openSync(devNull, 'r'))
  } catch {
    return () => taken.splice(0).forEach((handle) => closeSync(handle))
  }
}

const child = childProcess<Calls>({
  name: 'child',
  module: new URL('./served.ts', import.meta.url),
  argument: {},
  errors: [],
  log: { debug: note, info: note, warn: note, error: note },
})
const failure = ({ name, message }: Error) => `${name}: ${message}`

let free = takeAllHandles()
const refused = child.call('double', [1], { isRepeatable: false }).catch(failure)
const stop = new AbortController()
const stopped = child.call('double', [2], { signal: stop.signal }).catch(failure)
setTimeout(() => stop.abort(new Error('nobody waits')), 50)
const first = { refused: await refused, stopped: await stopped }
free()

free = takeAllHandles()
setTimeout(free, 100)
const answered = await child.call('double', [3], { isRepeatable: false })

free = takeAllHandles()
child.kill(new Error('away'))
const killed = child.call('double', [4]).catch(failure)
setTimeout(() => child.kill(new Error('killed')), 50)
const second = { answered, killed: await killed }
free()
await child.close()

console.log(JSON.stringify({ ...first, ...second, events }))
