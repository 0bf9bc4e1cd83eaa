import { createHash } from 'node:crypto'

import { HIDDEN_PREFIX, REQUESTS_PREFIX } from '../lake/keys.ts'
import type { ObjectStore } from '../lake/store.ts'
import { inChat, messageSubject, nameSubjects, userSubject, usernameSubject } from './subjects.ts'

/** Where the person is told that it is done. */
export interface Receipt {
  readonly chatId: number
  readonly language?: string
}

/** An erasure that was asked for. `askedAt` is in unix seconds: what is dated later is not erased. */
export type ErasureRequest =
  | {
      readonly kind: 'user'
      readonly userId: number
      /** In one chat alone (default: everywhere). */
      readonly chatId?: number
      /** As people see them: first and last name. */
      readonly names: readonly string[]
      readonly usernames: readonly string[]
      readonly askedAt: number
      readonly receipt?: Receipt
    }
  | {
      readonly kind: 'message'
      readonly chatId: number
      readonly messageId: number
      readonly askedAt: number
    }

/** What never comes back once the request is made. */
export function subjectsOf(request: ErasureRequest): string[] {
  if (request.kind === 'message') return [messageSubject(request.chatId, request.messageId)]
  const { userId, chatId, names, usernames } = request
  const subjects = [userSubject(userId), ...usernames.map(usernameSubject)]
  const scoped = chatId === undefined ? subjects : subjects.map((each) => inChat(each, chatId))
  return [...scoped, ...names.flatMap((name) => nameSubjects(name, chatId))]
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
  await raw.put(key, Buffer.from(JSON.stringify(before ? joined(before, request) : request)))
  const { names, usernames } = request.kind === 'user' ? request : {}
  const hidden: Hidden = { hides: hidesOf(request), names, usernames }
  await raw.put(`${HIDDEN_PREFIX}${nameOf(request)}`, Buffer.from(JSON.stringify(hidden)))
}

function joined(before: Uint8Array, request: ErasureRequest): ErasureRequest {
  const earlier = JSON.parse(Buffer.from(before).toString()) as ErasureRequest
  if (earlier.kind !== 'user' || request.kind !== 'user') return request
  const both = (name: 'names' | 'usernames') => [...new Set([...earlier[name], ...request[name]])]
  return { ...earlier, ...request, names: both('names'), usernames: both('usernames') }
}

/** The requests that are not finished, those that were made first at the beginning. */
export async function pendingRequests(raw: ObjectStore): Promise<ErasureRequest[]> {
  const requests: ErasureRequest[] = []
  for await (const key of raw.list(REQUESTS_PREFIX)) {
    const body = await raw.get(key)
    if (body) requests.push(JSON.parse(Buffer.from(body).toString()) as ErasureRequest)
  }
  return requests.sort((a, b) => a.askedAt - b.askedAt)
}

/** Forgets a request that is finished, unless it was made again meanwhile. Resolves to the keys that were deleted. */
export async function removeRequest(raw: ObjectStore, request: ErasureRequest): Promise<string[]> {
  const body = await raw.get(requestKey(request))
  if (!body) return []
  const present = JSON.parse(Buffer.from(body).toString()) as ErasureRequest
  if (present.askedAt !== request.askedAt) return []
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

export async function hiddenRows(raw: ObjectStore): Promise<Hidden[]> {
  const hidden: Hidden[] = []
  for await (const key of raw.list(HIDDEN_PREFIX)) {
    const body = await raw.get(key)
    if (body) hidden.push(JSON.parse(Buffer.from(body).toString()) as Hidden)
  }
  return hidden
}
