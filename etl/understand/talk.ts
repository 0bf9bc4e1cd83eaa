import type { MessageRow } from '../lake/schema.ts'

/** A chat's messages of one day. */
export interface Chat {
  /** Sorted by message_id. */
  readonly rows: readonly MessageRow[]
  /** The message_id of each row. */
  readonly ids: Float64Array
  /** The bits of `IS` of each row, without what it says about others. */
  readonly notes: Uint16Array
  /** All bits of `IS` of a row. */
  noteWithReaction(index: number): number
  /** For each forum topic (and for what is outside of topics), the indices of what people wrote, in order of time. */
  readonly threads: readonly (readonly number[])[]
}

/** Who wrote it. Anonymous administrators share one sender; their titles tell them apart. */
export type Author = number | string

export function authorOf({ sender_id, user_id, author_signature }: MessageRow): Author {
  if (author_signature !== null && sender_id !== user_id) return `${sender_id}/${author_signature}`
  return sender_id ?? -1
}

/** The index of a message in sorted ids; undefined when it is not of the day. */
export function indexOf(ids: Float64Array, messageId: number): number | undefined {
  let low = 0
  let high = ids.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = ids[middle] as number
    if (found === messageId) return middle
    if (found < messageId) low = middle + 1
    else high = middle - 1
  }
  return undefined
}

/** Whether a row is a doubt or belongs to one: a question that is not a helper's. */
export function isDoubt({ is_question, question_type }: MessageRow): boolean {
  return is_question && question_type !== 'counter'
}
