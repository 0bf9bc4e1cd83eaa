// The text of an exported message: a string, or pieces that carry a style.
import { fields, integer, type Fields } from '../lake/update.ts'

export interface Styled {
  readonly text: string
  /** As in the Bot API: offsets in UTF-16 code units. */
  readonly entities: readonly Fields[]
}

/** Telegram Desktop's names of entities that the Bot API names otherwise; null: it has none. */
const BOT_API_NAMES: Readonly<Record<string, string | null>> = {
  link: 'url',
  phone: 'phone_number',
  mention_name: 'text_mention',
  plain: null,
  unknown: null,
  bank_card: null,
}

/** From `text_entities`, which has every piece, or in exports before 2022 from `text`. */
export function styledText({ text, text_entities }: Fields): Styled {
  const isEmpty = !Array.isArray(text_entities) || text_entities.length === 0
  return styled(isEmpty ? text : text_entities)
}

/** The text of a string or of pieces. */
export function plainText(value: unknown): string {
  return styled(value).text
}

function styled(value: unknown): Styled {
  if (typeof value === 'string') return { text: value, entities: [] }
  const entities: Fields[] = []
  let text = ''
  for (const piece of Array.isArray(value) ? (value as unknown[]) : []) {
    const styledPiece = fields(piece)
    const said = typeof piece === 'string' ? piece : styledPiece?.text
    if (typeof said !== 'string' || said === '') continue
    const entity = styledPiece && entityOf(styledPiece, said)
    if (entity) entities.push({ ...entity, offset: text.length, length: said.length })
    text += said
  }
  return { text, entities }
}

function entityOf(piece: Fields, said: string): Fields | undefined {
  const { type } = piece
  if (typeof type !== 'string') return undefined
  const name = type in BOT_API_NAMES ? BOT_API_NAMES[type] : type
  if (name === null || name === undefined) return undefined
  switch (type) {
    case 'mention_name': {
      const id = integer(piece.user_id) ?? Number(/^user(\d+)$/.exec(String(piece.user_id))?.[1])
      if (!Number.isSafeInteger(id)) return undefined
      return { type: name, user: { id, is_bot: false, first_name: said } }
    }
    case 'text_link':
      return { type: name, url: piece.href }
    case 'pre':
      return { type: name, ...(piece.language !== '' && { language: piece.language }) }
    case 'custom_emoji':
      return { type: name, custom_emoji_id: piece.document_id }
    case 'blockquote':
      return { type: piece.collapsed === true ? 'expandable_blockquote' : name }
    default:
      return { type: name }
  }
}
