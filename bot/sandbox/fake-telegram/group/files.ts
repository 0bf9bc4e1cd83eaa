import type { PhotoSize } from 'grammy/types'
import { badRequest } from './errors.ts'
import { imageSize, type ImageSize } from './image.ts'
import type { FileRecord, State } from './state.ts'

/** Files that are kept, the newest: each change of the group writes them all to the disk. */
const MAX_FILES = 40

const MAX_PHOTO_BYTES = 10 * 1024 * 1024

/** Telegram's thumbnail letters and their longer sides. */
const steps = [
  ['s', 90],
  ['m', 320],
  ['x', 800],
  ['y', 1280],
] as const

export interface Upload {
  readonly bytes: Uint8Array
  readonly filename?: string | undefined
  readonly mime_type?: string | undefined
}

/** Stores a picture after Telegram's checks: 10 MB, sides of 10000 together, ratio 20. */
export function addPhoto(state: State, { bytes }: Upload): FileRecord {
  if (bytes.length === 0) throw badRequest('file must be non-empty')
  if (bytes.length > MAX_PHOTO_BYTES) {
    throw badRequest(
      `file of size ${bytes.length} bytes is too big for a photo; the maximum size is ${MAX_PHOTO_BYTES} bytes`,
    )
  }
  const size = imageSize(bytes)
  if (!size) throw badRequest('IMAGE_PROCESS_FAILED')
  const { width, height } = size
  if (width + height > 10000 || Math.max(width, height) / Math.min(width, height) > 20) {
    throw badRequest('PHOTO_INVALID_DIMENSIONS')
  }
  const number = ++state.counters.file
  const isPng = bytes[0] === 0x89
  const file: FileRecord = {
    number,
    kind: 'photo',
    bytes,
    path: `photos/file_${number}.${isPng ? 'png' : 'jpg'}`,
    media: { photo: photoSizes(number, bytes.length, size) },
  }
  keep(state, file)
  return file
}

/** Stores any file under its name. */
export function addDocument(state: State, { bytes, filename, mime_type }: Upload): FileRecord {
  if (bytes.length === 0) throw badRequest('file must be non-empty')
  const number = ++state.counters.file
  const extension = /\.[a-z0-9]{1,8}$/i.exec(filename ?? '')?.[0] ?? ''
  const document = {
    ...(filename !== undefined && { file_name: filename }),
    ...(mime_type !== undefined && { mime_type }),
    file_id: `document-${number}`,
    file_unique_id: `unique-document-${number}`,
    file_size: bytes.length,
  }
  const path = `documents/file_${number}${extension}`
  const file: FileRecord = { number, kind: 'document', bytes, path, media: { document } }
  keep(state, file)
  return file
}

/** Forgets the oldest files; the messages stay. */
function keep({ files }: State, file: FileRecord): void {
  files[file.number] = file
  const numbers = Object.keys(files)
    .map(Number)
    .sort((a, b) => a - b)
  for (const number of numbers.slice(0, -MAX_FILES)) delete files[number]
}

/** The file that a file_id names, whichever size of a photo it is. */
export function fileById(state: State, fileId: string): FileRecord | undefined {
  const match = /^(photo|document)-(\d+)(?:-[smxy])?$/.exec(fileId)
  const file = match?.[2] === undefined ? undefined : state.files[Number(match[2])]
  return file?.kind === match?.[1] ? file : undefined
}

/** Sizes as Telegram would scale them; all of them download as the original, since nothing is re-encoded. */
function photoSizes(number: number, bytes: number, { width, height }: ImageSize): PhotoSize[] {
  const longer = Math.max(width, height)
  const last = steps.find(([, side]) => longer <= side)?.[1] ?? 1280
  return steps
    .filter(([, side]) => side <= last)
    .map(([letter, side]) => {
      const scale = Math.min(1, side / longer)
      return {
        file_id: `photo-${number}-${letter}`,
        file_unique_id: `unique-photo-${number}-${letter}`,
        file_size: Math.ceil(bytes * scale * scale),
        width: Math.max(1, Math.round(width * scale)),
        height: Math.max(1, Math.round(height * scale)),
      }
    })
}
