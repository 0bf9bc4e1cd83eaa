import type { Age, StartAge } from '../../etl/age.ts'
import type { Asker, Place } from '../jobs/job.ts'

/** More is not asked by somebody who reads the answers. */
const PER_PERSON = 10
/** A person who is answered as administrator may click through the reports; the chat's turns hold the rest back. */
const PER_ADMINISTRATOR = 60
/** Of a chat's members together, administrators who have been answered not counted. */
const PER_CHAT = 60

const MINUTE_MILLISECONDS = 60_000
const TRUST_MILLISECONDS = 10 * MINUTE_MILLISECONDS

/** Bounded, because anyone can write to the bot. */
const MAX_REMEMBERED = 10_000

type Asked = Place & Asker

/** How much a person and a chat may ask for in a minute; what is beyond it is met with silence. */
export interface Limits {
  /** Whether there is room for one more; counts it. */
  admits(job: Asked): boolean
  /** The asker has been found to be an administrator. */
  trust(place: Place, asker: Asker): void
}

/** Counts in this process alone: each process of several has limits of its own. */
export function createLimits(startAge: StartAge): Limits {
  const counts = new Map<string, { readonly age: Age; count: number }>()
  const trusted = new Map<string, Age>()

  function isWithin(key: string, most: number): boolean {
    const known = counts.get(key)
    const isCurrent = known !== undefined && known.age() < MINUTE_MILLISECONDS
    const entry = isCurrent ? known : { age: startAge(), count: 0 }
    entry.count += 1
    if (!isCurrent) remember(counts, key, entry)
    return entry.count <= most
  }

  return {
    admits(job) {
      const person = personOf(job, job)
      const isTrusted = (trusted.get(person)?.() ?? Infinity) < TRUST_MILLISECONDS
      if (isTrusted) return isWithin(`administrator ${person}`, PER_ADMINISTRATOR)
      return isWithin(person, PER_PERSON) && isWithin(`chat ${job.chat_id}`, PER_CHAT)
    },
    trust(place, asker) {
      remember(trusted, personOf(place, asker), startAge())
    },
  }
}

function personOf({ chat_id }: Place, { user_id, sender_chat_id }: Asker): string {
  return `${sender_chat_id ?? user_id} in ${chat_id}`
}

/** Keeps the newest. */
function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key)
  map.set(key, value)
  if (map.size <= MAX_REMEMBERED) return
  const oldest = map.keys().next()
  if (!oldest.done) map.delete(oldest.value)
}
