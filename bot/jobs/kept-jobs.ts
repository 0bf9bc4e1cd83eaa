import { randomUUID } from 'node:crypto'

import { JOBS_PREFIX, OPEN_JOBS_PREFIX } from '../../etl/lake/keys.ts'
import type { Job } from './job.ts'
import { makeMark, markOnce, type MarksDeps } from './mark.ts'
import type { Once } from './once.ts'
import { field, parseJob, parseJson } from './parse-job.ts'
import { isRunningBeside, processNameOf, thisProcess, type ProcessName } from './this-process.ts'

/** The mark of a job that is over without an answer. */
const DONE = Buffer.from('done')

/** So many jobs that could not be kept are remembered. */
const MAX_REFUSED = 1_000

/** A job that a process left when it ended. */
export interface LeftJob {
  readonly job: Job
  /** When it was asked for, in unix seconds. */
  readonly at: number
  /** How many processes have begun it. */
  readonly tries: number
  /** Its answer had begun, and may have been sent; or it was over. */
  readonly isMarked: boolean
}

/**
 * The jobs of one machine, in the lake until they are over: a process that is killed leaves them to the next one. A
 * job costs two small writes: it is kept, and marked just before its answer is sent.
 */
export interface KeptJobs extends Once {
  /**
   * Resolves once the job is on disk; to false when it is kept already, was over in the last days, or could not be kept
   * before: its person was told so.
   */
  keep(job: Job): Promise<boolean>
  /** A job could not be kept, and its person is told so: no later process does it, though it may be on disk. */
  takeBack(updateId: number): Promise<void>
  /** The job is over: marked as such, so that it is not done when its update comes again, and kept no longer. */
  drop(updateId: number): Promise<void>
  /** Jobs of processes that have ended. Of two programs on one lake, each leaves the other its jobs. */
  left(): Promise<LeftJob[]>
  /** A left job is done here. */
  resume(left: LeftJob): Promise<void>
}

export function createKeptJobs(deps: MarksDeps): KeptJobs {
  const { state, zone, now } = deps
  /** Jobs kept and jobs marked here that are not over yet. */
  const mine = new Set<number>()
  const marked = new Set<number>()
  /** With what was to be written. */
  const refused = new Map<number, Uint8Array>()

  const keyOf = (updateId: number) => `${OPEN_JOBS_PREFIX}${updateId}`

  const markOf = (updateId: number) => `${JOBS_PREFIX}${zone.date(now())}/${updateId}`

  /** Under whichever day: the clock may have been set since. */
  async function isMarked(updateId: number): Promise<boolean> {
    for await (const day of state.prefixes(JOBS_PREFIX)) {
      if (await state.get(`${day}${updateId}`)) return true
    }
    return false
  }

  async function markOver(updateId: number): Promise<void> {
    if (marked.has(updateId)) return
    await state.putIfAbsent(markOf(updateId), DONE)
    marked.add(updateId)
  }

  function refuse(updateId: number, body: Uint8Array): void {
    refused.set(updateId, body)
    const [oldest = updateId] = refused.keys()
    if (refused.size > MAX_REFUSED) refused.delete(oldest)
  }

  const written = ({ job, at, tries }: Omit<LeftJob, 'isMarked'>) =>
    Buffer.from(JSON.stringify({ job, at, tries, by: thisProcess(), id: randomUUID() }))

  return {
    async keep(job) {
      const { update_id } = job
      if (refused.has(update_id)) return false
      // Before it can be seen: who looks for left jobs meanwhile must not take it for one.
      const isNew = !mine.has(update_id)
      mine.add(update_id)
      const body = written({ job, at: now(), tries: 1 })
      try {
        const isOver = await isMarked(update_id)
        if (!isOver && (await makeMark(state, keyOf(update_id), body))) return true
      } catch (error) {
        refuse(update_id, body)
        if (isNew) mine.delete(update_id)
        throw error
      }
      if (isNew) mine.delete(update_id)
      return false
    },

    async takeBack(updateId) {
      const kept = await state.get(keyOf(updateId))
      // Another program has it.
      if (kept && Buffer.compare(kept, refused.get(updateId) ?? DONE) !== 0) return
      await state.putIfAbsent(markOf(updateId), DONE)
      await state.delete(keyOf(updateId))
    },

    async drop(updateId) {
      await markOver(updateId)
      await state.delete(keyOf(updateId))
      mine.delete(updateId)
      marked.delete(updateId)
    },

    async left() {
      const found: LeftJob[] = []
      for await (const key of state.list(OPEN_JOBS_PREFIX)) {
        const kept = parse(await state.get(key))
        if (!kept) await state.delete(key)
        else if (!mine.has(kept.job.update_id) && !isRunningBeside(kept.by)) {
          found.push({ ...kept, isMarked: await isMarked(kept.job.update_id) })
        }
      }
      return found.sort((a, b) => a.job.update_id - b.job.update_id)
    },

    async resume({ job, at, tries }) {
      mine.add(job.update_id)
      await state.put(keyOf(job.update_id), written({ job, at, tries: tries + 1 }))
    },

    // Whoever keeps a job has it.
    job: async () => 'mine',

    async answering(updateId) {
      if (marked.has(updateId)) return true
      if (await isMarked(updateId)) return false
      if (!(await makeMark(state, markOf(updateId)))) return false
      marked.add(updateId)
      return true
    },

    done: markOver,

    ever: (name) => markOnce(deps, name),
  }
}

/** Undefined for what no process of this version has kept. */
function parse(
  body: Uint8Array | undefined,
): (Omit<LeftJob, 'isMarked'> & { readonly by: ProcessName }) | undefined {
  const kept = parseJson(Buffer.from(body ?? []).toString())
  const job = parseJob(JSON.stringify(field(kept, 'job')))
  const at = Number(field(kept, 'at'))
  const tries = Number(field(kept, 'tries'))
  if (typeof job === 'string' || Number.isNaN(at + tries)) return undefined
  const by = field(kept, 'by')
  return { job, at, tries, by: processNameOf(by) }
}
