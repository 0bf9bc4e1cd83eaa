import type { ObjectStore } from '../../etl/lake/store.ts'
import type { Log } from '../../etl/log.ts'
import type { Snapshot } from './fake-telegram/group/snapshot.ts'

const KEY = 'sandbox.json'

/** Changes that follow one another this closely are written once. */
const DELAY_MILLISECONDS = 250

/** What the stand-in holds, kept on disk so that a restart goes on where it was. */
export interface SavedGroup {
  /**
   * Resolves to undefined when nothing was saved.
   * @throws Error with the way out when it cannot be read.
   */
  load(): Promise<Snapshot | undefined>
  /** Something changed: it is written soon. */
  touch(): void
  /** Writes what is not written yet. */
  flush(): Promise<void>
}

export interface SavedGroupDeps {
  readonly store: ObjectStore
  readonly log: Log
  /** What is kept of the state now. */
  snapshot(): Promise<Snapshot>
}

/** Saves the stand-in's state as one object, which is there whole or as it was before. */
export function savedGroup({ store, log, snapshot }: SavedGroupDeps): SavedGroup {
  let timer: NodeJS.Timeout | undefined
  let isDirty = false
  let writing = Promise.resolve()

  async function write(): Promise<void> {
    if (!isDirty) return
    isDirty = false
    try {
      await store.put(KEY, Buffer.from(JSON.stringify(await snapshot())))
    } catch (error) {
      isDirty = true
      log.error({ event: 'sandbox_not_saved', reason: (error as Error).message })
    }
  }

  return {
    async load() {
      const body = await store.get(KEY)
      if (!body) return undefined
      try {
        return withoutWebhooks(JSON.parse(Buffer.from(body).toString()) as Snapshot)
      } catch (error) {
        const reason = (error as Error).message
        throw new Error(
          `sandbox: ${KEY} cannot be read (${reason}): remove it to begin with a new group`,
          { cause: error },
        )
      }
    },

    touch() {
      isDirty = true
      timer ??= setTimeout(() => {
        timer = undefined
        writing = writing.then(write)
      }, DELAY_MILLISECONDS)
    },

    async flush() {
      clearTimeout(timer)
      timer = undefined
      await (writing = writing.then(write))
    },
  }
}

/** The old webhook's address is gone; pending updates are delivered to the new one. */
function withoutWebhooks(snapshot: Snapshot): Snapshot {
  for (const bot of Object.values(snapshot.state.bots)) bot.webhook = null
  return snapshot
}
