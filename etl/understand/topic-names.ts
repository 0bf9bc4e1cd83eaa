import type { MessageRow } from '../lake/schema.ts'

/**
 * Gives each message the name of its forum topic, as far as the day tells: what the last message that creates or
 * renames the topic says, else what replies to its creation say. Such events keep the name that they give, if any.
 */
export function nameTopics(rows: readonly MessageRow[]): void {
  const given = new Map<number, MessageRow>()
  const told = new Map<number, string>()
  for (const row of rows) {
    const { message_thread_id: thread, topic_name: name } = row
    if (thread === null || name === null) continue
    if (isNaming(row)) {
      const known = given.get(thread)
      if (!known || known.date <= row.date) given.set(thread, row)
    } else if (name > (told.get(thread) ?? '')) {
      told.set(thread, name)
    }
  }
  for (const row of rows) {
    if (row.message_thread_id === null || isEvent(row)) continue
    const thread = row.message_thread_id
    row.topic_name = given.get(thread)?.topic_name ?? told.get(thread) ?? null
  }
}

function isNaming(row: MessageRow): boolean {
  return isEvent(row) && row.topic_name !== null
}

function isEvent({ service_type }: MessageRow): boolean {
  return service_type === 'forum_topic_created' || service_type === 'forum_topic_edited'
}
