import { ERASED_PREFIX, OPTED_OUT_PREFIX, PRIVACY_PREFIX } from '../lake/keys.ts'
import type { ObjectStore } from '../lake/store.ts'
import { hashesOf, type HashOf } from './hashes.ts'

/** What people have chosen, as far as storing goes. Nothing in it is in clear: it is asked with a subject. */
export interface Registry {
  /** The same for the same choices. */
  readonly form: string
  /** Nobody has chosen anything. */
  readonly isEmpty: boolean
  /** The latest moment up to which anything is erased; -Infinity: nothing is. */
  readonly lastErasedUntil: number
  /** Up to when, in unix seconds, what the subject wrote is erased; -Infinity: nothing is. */
  erasedUntil(subject: string): number
  /** Whether the subject had opted out at that moment, in unix seconds. */
  isOptedOut(subject: string, at: number): boolean
  /** As both, for a subject that is already hashed and occurs between these moments. */
  concerns(hash: string, first: number, last: number): boolean
}

export const emptyRegistry: Registry = {
  form: '',
  isEmpty: true,
  lastErasedUntil: -Infinity,
  erasedUntil: () => -Infinity,
  isOptedOut: () => false,
  concerns: () => false,
}

interface Span {
  readonly from: number
  readonly to: number
}

/** Loads the choices with one listing: everything but the salt is in the keys. */
export async function loadRegistry(raw: ObjectStore): Promise<Registry> {
  const keys: string[] = []
  for await (const key of raw.list(PRIVACY_PREFIX)) keys.push(key)
  return registryOf(keys, () => hashesOf(raw))
}

/** The registry that these keys say. */
export async function registryOf(
  keys: readonly string[],
  hashes: () => Promise<HashOf>,
): Promise<Registry> {
  const erased = new Map<string, number>()
  const optedOut = new Map<string, Span[]>()
  for (const key of keys) {
    if (key.startsWith(ERASED_PREFIX)) {
      const { hash, from } = parseKey(key, ERASED_PREFIX)
      erased.set(hash, Math.max(erased.get(hash) ?? -Infinity, from))
    } else if (key.startsWith(OPTED_OUT_PREFIX)) {
      const { hash, ...span } = parseKey(key, OPTED_OUT_PREFIX)
      optedOut.set(hash, [...(optedOut.get(hash) ?? []), span])
    }
  }
  if (erased.size === 0 && optedOut.size === 0) return emptyRegistry
  const hashOf = await hashes()
  const spansOf = (hash: string) => optedOut.get(hash) ?? []
  return {
    form: [...keys].filter(isChoice).sort().join('\n'),
    isEmpty: false,
    lastErasedUntil: Math.max(...erased.values(), -Infinity),
    erasedUntil: (subject) =>
      erased.size === 0 ? -Infinity : (erased.get(hashOf(subject)) ?? -Infinity),
    isOptedOut: (subject, at) =>
      optedOut.size > 0 && spansOf(hashOf(subject)).some(({ from, to }) => from <= at && at < to),
    concerns: (hash, first, last) =>
      first <= (erased.get(hash) ?? -Infinity) ||
      spansOf(hash).some(({ from, to }) => from <= last && first < to),
  }
}

function isChoice(key: string): boolean {
  return key.startsWith(ERASED_PREFIX) || key.startsWith(OPTED_OUT_PREFIX)
}

/** `<hash>-<from>.json`, or `<hash>-<from>-<to>.json` for an opt-out that was undone. */
export function choiceKey(prefix: string, hash: string, from: number, to?: number): string {
  return `${prefix}${hash}-${from}${to === undefined ? '' : `-${to}`}.json`
}

/** @throws Error for a key that no program of ours has written: a choice must not be overlooked. */
export function parseKey(key: string, prefix: string): { readonly hash: string } & Span {
  const [, hash, from, to] =
    /^([0-9a-f]{32})-(\d+)(?:-(\d+))?\.json$/.exec(key.slice(prefix.length)) ?? []
  if (hash === undefined) throw new Error(`privacy: ${key} is not a choice: move it away`)
  return { hash, from: Number(from), to: to === undefined ? Infinity : Number(to) }
}
