import type { Job } from './job.ts'

type Check = (value: unknown) => boolean

const integer: Check = Number.isSafeInteger
const text: Check = (value) => typeof value === 'string'
const flag: Check = (value) => typeof value === 'boolean'
const chatType: Check = (value) =>
  ['private', 'group', 'supergroup', 'channel'].some((type) => type === value)
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value)

const place = { chat_id: integer, chat_type: chatType, message_thread_id: optional(integer) }
const file = { file_id: text, file_name: optional(text), file_size: optional(integer) }
const asker = { user_id: integer, sender_chat_id: optional(integer) }

/** The check for each field of each kind of job. The type ensures that no field is forgotten. */
const fieldsOf: {
  readonly [Kind in Job['kind']]: {
    readonly [Name in keyof Required<Omit<Extract<Job, { kind: Kind }>, 'kind'>>]: Check
  }
} = {
  command: {
    update_id: integer,
    ...place,
    message_id: integer,
    ...asker,
    command: text,
    is_addressed: optional(flag),
    argument: text,
    reply_to_message_id: optional(integer),
    reply_to_user_id: optional(integer),
  },
  document: { update_id: integer, ...place, message_id: integer, ...asker, ...file },
  button: {
    update_id: integer,
    ...place,
    message_id: integer,
    has_photo: flag,
    ...asker,
    callback_query_id: text,
    data: text,
    ...file,
    file_id: optional(text),
  },
  strange_chat: {
    update_id: integer,
    chat_id: integer,
    title: text,
    is_channel: optional(flag),
    added_by: optional(integer),
  },
  receipts: { update_id: integer },
  notice: { update_id: integer, chat_id: integer },
  member: { update_id: integer, chat_id: integer, user_id: integer },
}

/** The job that a queue kept as JSON, with its known fields only; or why it is not valid. */
export function parseJob(body: unknown): Job | string {
  const value = parseJson(body)
  const kind = field(value, 'kind')
  if (typeof kind !== 'string' || !Object.hasOwn(fieldsOf, kind)) return 'unknown kind of job'
  const job: Record<string, unknown> = { kind }
  for (const [name, check] of Object.entries<Check>(fieldsOf[kind as Job['kind']])) {
    const found = field(value, name)
    if (!check(found)) return `${kind} job: missing or invalid ${name}`
    if (found !== undefined) job[name] = found
  }
  return job as unknown as Job
}

/** Undefined for what is no JSON text. */
export function parseJson(body: unknown): unknown {
  if (typeof body !== 'string') return undefined
  try {
    return JSON.parse(body) as unknown
  } catch {
    return undefined
  }
}

/** An own property of an object; undefined for anything else. */
export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined
}
