// Which bots work on a lake, so that nobody removes it below them.
import { STATE_PREFIX } from '../../etl/lake/keys.ts'
import type { ObjectStore } from '../../etl/lake/store.ts'
import { parseJson } from './parse-job.ts'
import { isRunningBeside, processNameOf, thisProcess } from './this-process.ts'

const RUNNING_PREFIX = `${STATE_PREFIX}running/`

/** Notes that this process works on the lake, where it may write, until the function that it returns is called. */
export async function noteRunning(state: ObjectStore): Promise<() => Promise<void>> {
  // By its number alone, so that processes that were killed leave no more marks than there are numbers.
  const key = `${RUNNING_PREFIX}${process.pid}`
  try {
    await state.put(key, Buffer.from(JSON.stringify(thisProcess())))
  } catch {
    // The bot says itself what it cannot do in this lake.
    return async () => {}
  }
  return () => state.delete(key)
}

/** The id of another process of this machine that works on the lake; those of other machines cannot be known. */
export async function runningOn(state: ObjectStore): Promise<number | undefined> {
  for await (const key of state.list(RUNNING_PREFIX)) {
    const value = parseJson(Buffer.from((await state.get(key)) ?? []).toString())
    const name = processNameOf(value)
    if (isRunningBeside(name)) return name.pid
  }
  return undefined
}
