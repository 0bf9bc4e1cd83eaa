import type { AwayJob, CommandJob, Job } from './job.ts'
import type { LeftJob } from './kept-jobs.ts'

/** An older command is not answered out of the blue; a button cannot be. */
const MAX_AGE_SECONDS = 10 * 60

/** A job that ended so many processes may be what ends them. */
const MAX_TRIES = 3

/** What becomes of the jobs that an earlier process left. */
export interface Sorted {
  /** To be done as if they had just been asked for. */
  readonly again: readonly LeftJob[]
  /** Commands to be answered with one sentence per place, and which of them each is for. */
  readonly away: readonly AwayJob[]
  /** Nothing is left to do for them. */
  readonly over: readonly Job[]
}

/**
 * Young jobs are done again. A command whose answer had begun may have been answered, so it gets no second answer: only
 * the sentence, as the older ones. A press whose answer had begun, or that is old, is over: its spinner has stopped.
 * `now` is in unix seconds.
 */
export function sortLeft(left: readonly LeftJob[], now: number): Sorted {
  const fateOf = ({ job, at, tries, isMarked }: LeftJob) => {
    const isStale = now - at > MAX_AGE_SECONDS || tries >= MAX_TRIES
    if (job.kind === 'command') return isStale || isMarked ? 'away' : 'again'
    if (job.kind === 'button') return isStale || isMarked ? 'over' : 'again'
    return tries >= MAX_TRIES || isMarked ? 'over' : 'again'
  }
  const of = (fate: ReturnType<typeof fateOf>) => left.filter((each) => fateOf(each) === fate)
  const commands = of('away').map(({ job }) => job as CommandJob)
  return { again: of('again'), away: awayByPlace(commands), over: of('over').map(({ job }) => job) }
}

function awayByPlace(commands: readonly CommandJob[]): AwayJob[] {
  const places = new Map<string, CommandJob[]>()
  for (const command of commands) {
    const place = `${command.chat_id}/${command.message_thread_id}`
    places.set(place, [command, ...(places.get(place) ?? [])])
  }
  return [...places.values()].flatMap((asked) => {
    const [last] = asked
    if (!last) return []
    const { update_id, chat_id, chat_type, message_thread_id } = last
    const topic = message_thread_id === undefined ? {} : { message_thread_id }
    return [{ kind: 'away', update_id, chat_id, chat_type, ...topic, asked } as const]
  })
}
