import type { File } from 'grammy/types'
import { badRequest } from '../group/errors.ts'
import { fileById } from '../group/files.ts'
import type { Call } from './call.ts'

const MAX_DOWNLOAD = 20 * 1024 * 1024

/** Where to download a file: the path goes behind `/file/bot<token>/`. */
export function getFile({ params, world }: Call): File {
  const file_id = params.string('file_id')
  if (!file_id) throw badRequest('file_id not specified')
  const file = fileById(world.state, file_id)
  const media = [...(file?.media.photo ?? []), file?.media.document]
  const named = media.find((size) => size?.file_id === file_id)
  if (!file || !named) throw badRequest('invalid file_id')
  if (file.bytes.length > MAX_DOWNLOAD) throw badRequest('file is too big')
  return {
    file_id,
    file_unique_id: named.file_unique_id,
    file_size: file.bytes.length,
    file_path: file.path,
  }
}
