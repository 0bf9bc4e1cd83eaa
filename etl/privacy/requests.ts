import { createHash } from 'node:crypto'

import { HIDDEN_PREFIX, REQUESTS_PREFIX } from '../lake/keys.ts'
import type { ObjectStore } from '../lake/store.ts'
import {
  beginningSubjects,
  inChat,
  messageSubject,
  nameSubject,
  userSubject,
  usernameSubject,
} from './subjects.ts'

/** Where the person is told that it is done. */
export interface Receipt {
  readonly chatId: number
  readonly language?: string
}

/** What others may call a person. */
export interface KnownAs {
  /** As people see them: first and last name. */
  readonly names: readonly string[]
  readonly usernames: readonly string[]
  /** Names that are words people use, and are left alone in what others wrote (default: none is). */
  readonly ordinary?: readonly string[]
}

/** An erasure that was asked for. `askedAt` is in unix seconds: what is dated later is not erased. */
export type ErasureRequest =
  | ({
      readonly kind: 'user'
      readonly userId: number
      /** In one chat alone (default: everywhere). */
      readonly chatId?: number
      readonly askedAt: number
      readonly receipt?: Receipt
    } & KnownAs)
  | {
      readonly kind: 'message'
      readonly chatId: number
      readonly messageId: number
      readonly askedAt: number
    }

/** What never comes back once the request is made. */
export function subjectsOf(request: ErasureRequest): string[] {
  if (request.kind === 'message') return [messageSubject(request.chatId, request.messageId)]
  const { userId, chatId } = request
  return [scoped(userSubject(userId), chatId), ...subjectsKnownAs(request, chatId)]
}

/** All that is looked for of what a person is called; with `chatId`, of what counts in that chat alone. */
export function subjectsKnownAs(
  { names, usernames, ordinary = [] }: KnownAs,
  chatId?: number,
): string[] {
  return [
    ...usernames.map((username) => scoped(usernameSubject(username), chatId)),
    ...names.map((name) => scoped(nameSubject(name), chatId)),
    // Which does not tell the chat.
    ...names.filter((name) => !ordinary.includes(name)).flatMap(beginningSubjects),
  ]
}

function scoped(subject: string, chatId: number | undefined): string {
  return chatId === undefined ? subject : inChat(subject, chatId)
}

/** What rows of the table a request hides, as the view `visible` spells it. */
export function hidesOf(request: ErasureRequest): string {
  if (request.kind === 'message') return `message ${request.chatId} ${request.messageId}`
  const { userId, chatId } = request
  return chatId === undefined ? `user ${userId}` : `user ${userId} ${chatId}`
}

/** The same for the same request made again, so that it is kept once. */
export function requestKey(request: ErasureRequest): string {
  return `${REQUESTS_PREFIX}${nameOf(request)}`
}

function nameOf(request: ErasureRequest): string {
  const hash = createHash('sha256').update(hidesOf(request)).digest('hex')
  return `${hash.slice(0, 32)}.json`
}

/**
 * Once it resolves, SQL no longer shows what is to be erased. Of the same request made before, names that the lake has
 * lost meanwhile and the receipt are kept.
 */
export async function putRequest(raw: ObjectStore, request: ErasureRequest): Promise<void> {
  const key = requestKey(request)
  const before = await raw.get(key)
  // The request first: what is hidden must be erased one day.
  const kept = before ? joined(before, request) : request
  await raw.put(key, Buffer.from(JSON.stringify(kept)))
  const hidden: Hidden = { hides: hidesOf(request), ...inTexts(kept) }
  await raw.put(`${HIDDEN_PREFIX}${nameOf(request)}`, Buffer.from(JSON.stringify(hidden)))
}

/** What is hidden in what others wrote. */
function inTexts(request: ErasureRequest): Partial<KnownAs> {
  if (request.kind === 'message') return {}
  const { names, usernames, ordinary = [] } = request
  return { names: names.filter((name) => !ordinary.includes(name)), usernames }
}

function joined(before: Uint8Array, request: ErasureRequest): ErasureRequest {
  const earlier = parsed<ErasureRequest>(before, 'kind')
  if (earlier?.kind !== 'user' || request.kind !== 'user') return request
  const both = (name: keyof KnownAs) => [
    ...new Set([...(earlier[name] ?? []), ...(request[name] ?? [])]),
  ]
  return {
    ...earlier,
    ...request,
    names: both('names'),
    usernames: both('usernames'),
    ordinary: both('ordinary'),
  }
}

/**
 * The requests that are not finished, those that were made first at the beginning.
 * @throws Error that names a damaged one; `readRequests` gives the others.
 */
export async function pendingRequests(raw: ObjectStore): Promise<ErasureRequest[]> {
  const { requests, damaged } = await readRequests(raw)
  if (damaged.length > 0) throw damagedRequests(damaged)
  return requests
}

/** As `pendingRequests`, beside the keys of those that are damaged. */
export async function readRequests(
  raw: ObjectStore,
): Promise<{ readonly requests: ErasureRequest[]; readonly damaged: readonly string[] }> {
  const requests: ErasureRequest[] = []
  const damaged: string[] = []
  for await (const key of raw.list(REQUESTS_PREFIX)) {
    const body = await raw.get(key)
    const request = body && parsed<ErasureRequest>(body, 'kind')
    if (request) requests.push(request)
    else if (body) damaged.push(key)
  }
  return { requests: requests.sort((a, b) => a.askedAt - b.askedAt), damaged }
}

/** What a pass fails with once the other requests are done. */
export function damagedRequests(keys: readonly string[]): Error {
  return new Error(
    `privacy: damaged: ${keys.join(', ')}. Restore them, or delete them and erase again who was meant, with npx lake erase --user`,
  )
}

function parsed<T>(body: Uint8Array, field: keyof T): T | undefined {
  try {
    const value = JSON.parse(Buffer.from(body).toString()) as T | null
    return typeof value?.[field] === 'string' ? value : undefined
  } catch {
    return undefined
  }
}

/** Forgets a request that is finished, unless it was made again meanwhile. Resolves to the keys that were deleted. */
export async function removeRequest(raw: ObjectStore, request: ErasureRequest): Promise<string[]> {
  const body = await raw.get(requestKey(request))
  const present = body && parsed<ErasureRequest>(body, 'kind')
  if (present?.askedAt !== request.askedAt) return []
  const keys = [`${HIDDEN_PREFIX}${nameOf(request)}`, requestKey(request)]
  for (const key of keys) await raw.delete(key)
  return keys
}

/** What SQL must not show now. */
export interface Hidden {
  /** As `visible` spells it. */
  readonly hides: string
  /** What others may call the person in their texts. */
  readonly names?: readonly string[] | undefined
  readonly usernames?: readonly string[] | undefined
}

/**
 * All of it. What is damaged is told by its request again.
 * @throws Error that names a damaged object whose request is damaged too.
 */
export async function hiddenRows(raw: ObjectStore): Promise<Hidden[]> {
  const hidden: Hidden[] = []
  for await (const key of raw.list(HIDDEN_PREFIX)) {
    const body = await raw.get(key)
    if (!body) continue
    const found = parsed<Hidden>(body, 'hides') ?? (await hiddenBy(raw, key))
    hidden.push(found)
  }
  return hidden
}

async function hiddenBy(raw: ObjectStore, hiddenKey: string): Promise<Hidden> {
  const key = `${REQUESTS_PREFIX}${hiddenKey.slice(HIDDEN_PREFIX.length)}`
  const body = await raw.get(key)
  const request = body && parsed<ErasureRequest>(body, 'kind')
  if (request) return { hides: hidesOf(request), ...inTexts(request) }
  throw new Error(
    `privacy: ${hiddenKey} is damaged, so what it hides cannot be told: restore it, or delete it and erase again who was meant, ` +
      'with npx lake erase --user',
  )
}
