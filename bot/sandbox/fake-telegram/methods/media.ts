import { badRequest } from '../group/errors.ts'
import { addDocument, addPhoto, fileById, type Upload } from '../group/files.ts'
import type { Content, FileRecord } from '../group/state.ts'
import { formatCaption, type FormatInput } from '../text/format.ts'
import type { FormattedText } from '../text/html.ts'
import type { Call } from './call.ts'

export type MediaKind = FileRecord['kind']

/** Content of a photo or document from an upload, `attach://name` or a known file_id. */
export function mediaContent(
  call: Call,
  kind: MediaKind,
  source: string | undefined,
  caption: FormatInput,
): Content {
  const formatted = formatCaption(caption)
  const { media } = storedFile(call, kind, source)
  return { ...media, ...captionContent(formatted) }
}

/** The fields of a caption, or none when it is empty. */
export function captionContent({ text, entities }: FormattedText): Content {
  if (text === '') return {}
  return { caption: text, ...(entities.length > 0 && { caption_entities: [...entities] }) }
}

function storedFile(call: Call, kind: MediaKind, source: string | undefined): FileRecord {
  const { state } = call.world
  const upload = uploaded(call, kind, source)
  if (upload) return kind === 'photo' ? addPhoto(state, upload) : addDocument(state, upload)
  if (!source) throw badRequest(`there is no ${kind} in the request`)
  if (/^https?:\/\//i.test(source)) throw badRequest('failed to get HTTP URL content')
  const file = fileById(state, source)
  if (!file) throw badRequest('wrong file identifier/HTTP URL specified')
  if (file.kind !== kind) {
    const name = (word: string) => word[0]?.toUpperCase() + word.slice(1)
    throw badRequest(`can't use file of type ${name(file.kind)} as ${name(kind)}`)
  }
  return file
}

function uploaded(call: Call, kind: MediaKind, source: string | undefined): Upload | undefined {
  if (!source) return call.files[kind]
  return source.startsWith('attach://') ? call.files[source.slice('attach://'.length)] : undefined
}
