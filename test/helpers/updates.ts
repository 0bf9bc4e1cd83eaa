import type { Update } from '../../etl/lake/update.ts'

export const CHAT_ID = -1001234567890

type Fields = Record<string, unknown>

/** An update with a text message from Ana in the group; `message` overrides its fields. */
export function messageUpdate(updateId: number, message: Fields = {}): Update {
  return { update_id: updateId, message: messageFields(updateId, message) }
}

/** The same for an edit. */
export function editUpdate(updateId: number, message: Fields = {}): Update {
  return { update_id: updateId, edited_message: messageFields(updateId, message) }
}

function messageFields(id: number, fields: Fields): Fields {
  return {
    message_id: id,
    from: { id: 7, is_bot: false, first_name: 'Ana' },
    chat: { id: CHAT_ID, type: 'supergroup', title: 'Grupo' },
    date: NOON,
    text: 'oi',
    ...fields,
  }
}

/** 2026-11-01 12:00 in São Paulo. */
export const NOON = 1_793_545_200

export function bytesOf(value: unknown): Buffer {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))
}
