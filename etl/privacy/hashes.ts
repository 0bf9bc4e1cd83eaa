import { createHmac, randomBytes } from 'node:crypto'

import { ERASED_PREFIX, OPTED_OUT_PREFIX, SALT_KEY } from '../lake/keys.ts'
import type { ObjectStore } from '../lake/store.ts'

/** The hash of a subject (`user:17`): 32 hexadecimal digits, of use to one lake alone. */
export type HashOf = (subject: string) => string

/** Hashes remembered: a group's people come again and again. */
const MAX_REMEMBERED = 50_000

const salts = new WeakMap<ObjectStore, Promise<HashOf>>()

/**
 * Hashes subjects with the lake's salt, which is made when there is none.
 * @throws Error when it is damaged, or missing although somebody has chosen something: with another salt that would count no
 *   more.
 */
export function hashesOf(raw: ObjectStore): Promise<HashOf> {
  const known = salts.get(raw)
  if (known) return known
  const opened = readSalt(raw).then(hashesWith)
  opened.catch(() => salts.delete(raw))
  salts.set(raw, opened)
  return opened
}

async function readSalt(raw: ObjectStore): Promise<string> {
  const found = await raw.get(SALT_KEY)
  if (found) return parseSalt(found)
  for (const prefix of [ERASED_PREFIX, OPTED_OUT_PREFIX]) {
    for await (const key of raw.list(prefix)) throw lost(`missing, and made ${key}`)
  }
  const made = Buffer.from(JSON.stringify({ salt: randomBytes(32).toString('hex') }))
  // Another process may be first.
  if (await raw.putIfAbsent(SALT_KEY, made)) return parseSalt(made)
  return parseSalt((await raw.get(SALT_KEY)) ?? made)
}

function parseSalt(body: Uint8Array): string {
  try {
    const { salt } = JSON.parse(Buffer.from(body).toString()) as { salt?: unknown }
    if (typeof salt === 'string' && salt.length >= 32) return salt
  } catch {
    // Said below.
  }
  throw lost('damaged')
}

function lost(how: string): Error {
  return new Error(
    `privacy: ${SALT_KEY} is ${how}, so nobody's choice can be looked up: restore it from a backup or an older version`,
  )
}

/** As `hashesOf`, for a known salt. */
export function hashesWith(salt: string): HashOf {
  const remembered = new Map<string, string>()
  return (subject) => {
    const known = remembered.get(subject)
    if (known !== undefined) return known
    const hash = createHmac('sha256', salt).update(subject).digest('hex').slice(0, 32)
    if (remembered.size >= MAX_REMEMBERED) remembered.clear()
    remembered.set(subject, hash)
    return hash
  }
}
