import type { MessageEntity } from 'grammy/types'
import { addDocument, addPhoto } from '../group/files.ts'
import type { Content, State } from '../group/state.ts'
import { formatCaption, formatMessageText } from '../text/format.ts'
import { omit } from '../group/omit.ts'

interface Formatting {
  readonly parse_mode?: 'HTML'
  readonly entities?: readonly MessageEntity[]
}

/** What a person writes. `fields` is any other kind as messages carry it: `{ fields: { sticker } }`. */
export type Writing =
  | string
  | ({ readonly text: string } & Formatting)
  | ({ readonly photo: Uint8Array; readonly caption?: string } & Formatting)
  | ({
      readonly document: Uint8Array
      readonly file_name?: string
      readonly mime_type?: string
      readonly caption?: string
    } & Formatting)
  | { readonly fields: Content }

/** The message fields of what a person writes. */
export function contentOf(state: State, writing: Writing): Content {
  if (typeof writing === 'string') return contentOf(state, { text: writing })
  if ('fields' in writing) return structuredClone(writing.fields)
  if ('text' in writing) {
    const { text, entities } = formatMessageText(writing)
    return { text, ...(entities.length > 0 && { entities: [...entities] }) }
  }
  const { media } =
    'photo' in writing
      ? addPhoto(state, { bytes: writing.photo })
      : addDocument(state, {
          bytes: writing.document,
          filename: writing.file_name,
          mime_type: writing.mime_type,
        })
  return { ...media, ...captionOf(writing) }
}

/** The message with a new text, or with a new caption when it has media. */
export function rewritten(state: State, content: Content, writing: Writing): Content {
  if (typeof writing !== 'string' || content.text !== undefined) return contentOf(state, writing)
  const media = omit(content, 'caption', 'caption_entities')
  return { ...media, ...captionOf({ caption: writing }) }
}

function captionOf({ caption = '', ...formatting }: { caption?: string } & Formatting): Content {
  const { text, entities } = formatCaption({ text: caption, ...formatting })
  if (text === '') return {}
  return { caption: text, ...(entities.length > 0 && { caption_entities: [...entities] }) }
}
