import { ERASED_PREFIX, OPTED_OUT_PREFIX } from '../lake/keys.ts'
import type { ObjectStore } from '../lake/store.ts'
import type { Update } from '../lake/update.ts'
import { hashesOf } from './hashes.ts'
import { redact } from './redact.ts'
import { choiceKey, loadRegistry, parseKey, type Registry } from './registry.ts'
import {
  pendingRequests,
  putRequest,
  subjectsKnownAs,
  subjectsOf,
  type ErasureRequest,
  type KnownAs,
} from './requests.ts'
import { userSubject } from './subjects.ts'

export type { ErasureRequest, KnownAs, Receipt } from './requests.ts'

/** What people have chosen about what is kept of them. */
export interface Privacy {
  /**
   * What may be stored of an update now: itself, a redacted copy, or undefined: nothing.
   * @throws Error when it cannot be looked up: the update is then to be delivered again.
   */
  redact(update: Update): Promise<Update | undefined>
  /** From now on the person is stored as someone. With the names, mentions by them are left out too. */
  optOut(userId: number, known?: KnownAs): Promise<void>
  /** Undoes the opt-out: what was left out meanwhile stays left out. */
  optIn(userId: number): Promise<void>
  isOptedOut(userId: number): Promise<boolean>
  /** Hidden from now on; erased by the next pass. Nothing dated up to `askedAt` comes back. */
  requestErasure(request: ErasureRequest): Promise<void>
  /** The erasures that are not finished. */
  pending(): Promise<ErasureRequest[]>
}

/** Choices that another process stored are known after so long. */
const REMEMBERED_MILLISECONDS = 60_000

interface Loaded {
  readonly at: number
  readonly registry: Promise<Registry>
}

/** One for all callers in this process. */
const remembered = new WeakMap<ObjectStore, Loaded>()

/** The registry, at most a minute old. */
export function currentRegistry(raw: ObjectStore): Promise<Registry> {
  const known = remembered.get(raw)
  if (known && performance.now() - known.at < REMEMBERED_MILLISECONDS) return known.registry
  const loaded = { at: performance.now(), registry: loadRegistry(raw) }
  remembered.set(raw, loaded)
  loaded.registry.catch(() => {
    if (remembered.get(raw) === loaded) remembered.delete(raw)
  })
  return loaded.registry
}

/** What was chosen in this process counts at once. */
export function forgetRegistry(raw: ObjectStore): void {
  remembered.delete(raw)
}

/** The choices kept in a lake's raw store. `clock` is in unix seconds. */
export function privacyOf(raw: ObjectStore, clock: () => number): Privacy {
  async function optOutsOf(userId: number): Promise<string[]> {
    const hash = (await hashesOf(raw))(userSubject(userId))
    const keys: string[] = []
    for await (const key of raw.list(`${OPTED_OUT_PREFIX}${hash}-`)) {
      if (parseKey(key, OPTED_OUT_PREFIX).to === Infinity) keys.push(key)
    }
    return keys
  }

  return {
    async redact(update) {
      return redact(update, await currentRegistry(raw))
    },

    async optOut(userId, known = { names: [], usernames: [] }) {
      if ((await optOutsOf(userId)).length > 0) return
      const hashOf = await hashesOf(raw)
      const since = clock()
      const also = subjectsKnownAs(known).map(hashOf)
      // The person last: where they are found opted out, so are their names.
      for (const hash of also) {
        await raw.put(choiceKey(OPTED_OUT_PREFIX, hash, since), Buffer.from('{}'))
      }
      const body = Buffer.from(JSON.stringify({ also }))
      await raw.put(choiceKey(OPTED_OUT_PREFIX, hashOf(userSubject(userId)), since), body)
      forgetRegistry(raw)
    },

    async optIn(userId) {
      for (const key of await optOutsOf(userId)) {
        const { hash, from } = parseKey(key, OPTED_OUT_PREFIX)
        const body = Buffer.from((await raw.get(key)) ?? '{}').toString()
        const { also = [] } = JSON.parse(body) as { also?: readonly string[] }
        for (const each of [...also, hash]) {
          // First what ends it, then the open one away: in between, both count.
          const ended = choiceKey(OPTED_OUT_PREFIX, each, from, clock())
          await raw.put(ended, Buffer.from('{}'))
          await raw.delete(choiceKey(OPTED_OUT_PREFIX, each, from))
        }
      }
      forgetRegistry(raw)
    },

    isOptedOut: async (userId) => (await optOutsOf(userId)).length > 0,

    async requestErasure(request) {
      await putRequest(raw, request)
      await forbidReturn(raw, request)
    },

    pending: () => pendingRequests(raw),
  }
}

/** Whatever is dated up to the request is never stored again. */
export async function forbidReturn(raw: ObjectStore, request: ErasureRequest): Promise<void> {
  const hashOf = await hashesOf(raw)
  for (const subject of subjectsOf(request)) {
    const key = choiceKey(ERASED_PREFIX, hashOf(subject), request.askedAt)
    await raw.putIfAbsent(key, Buffer.from('{}'))
  }
  forgetRegistry(raw)
}
