import { createWriteStream } from 'node:fs'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'

import { GrammyError, type Api } from 'grammy'

import type { SentFile } from '../jobs/job.ts'
import { UserError } from '../user-error.ts'

/** Telegram lets a bot download no more. */
const MAX_BYTES = 20 * 1024 * 1024

const TIMEOUT_MILLISECONDS = 60_000

const PREFIX = 'telegram-lake-file-'

/** What a process left that was killed is removed once it is so old. */
const LEFTOVER_MILLISECONDS = 60 * 60_000

/**
 * Runs `act` with the path of a copy of a file that somebody sent; the copy is removed afterwards.
 * @throws UserError when the file is too large or Telegram has it no more.
 */
export type Download = <T>(file: SentFile, act: (path: string) => Promise<T>) => Promise<T>

/** `folder`: where the copies are (default: the system's folder for temporary files). */
export function createDownload(
  api: Pick<Api, 'getFile' | 'token' | 'options'>,
  folder = tmpdir(),
): Download {
  return async (file, act) => {
    const filePath = await pathOf(api, file)
    await removeLeftovers(folder)
    const copies = await mkdtemp(join(folder, PREFIX))
    try {
      const path = join(copies, 'file')
      await fetchFile(api, filePath, path)
      return await act(path)
    } finally {
      await rm(copies, { recursive: true, force: true })
    }
  }
}

/** Where Telegram has the file. */
async function pathOf(
  api: Pick<Api, 'getFile'>,
  { file_id, file_name = '', file_size = 0 }: SentFile,
): Promise<string> {
  if (file_size > MAX_BYTES) throw new UserError('import-over-limit', { file: file_name })
  try {
    const { file_path } = await api.getFile(file_id)
    if (file_path === undefined) throw new UserError('import-file-gone')
    return file_path
  } catch (error) {
    if (!(error instanceof GrammyError) || error.error_code !== 400) throw error
    if (/too big/i.test(error.description)) {
      throw new UserError('import-over-limit', { file: file_name })
    }
    throw new UserError('import-file-gone')
  }
}

/** The address has the token in it: no error tells it. */
async function fetchFile(
  { token, options }: Pick<Api, 'token' | 'options'>,
  filePath: string,
  path: string,
): Promise<void> {
  const root = options?.apiRoot ?? 'https://api.telegram.org'
  try {
    const response = await fetch(`${root}/file/bot${token}/${encodeURI(filePath)}`, {
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    })
    if (!response.ok || !response.body) throw new Error(`status ${response.status}`)
    await pipeline(Readable.fromWeb(response.body as ReadableStream), createWriteStream(path))
  } catch (error) {
    const { message, cause } = error as Error
    const { code } = (cause ?? {}) as { code?: string }
    const reason = code ?? (/^status \d+$/.test(message) ? message : (error as Error).name)
    throw new Error(`telegram: a file could not be downloaded: ${reason}`)
  }
}

/** At worst they are there until the machine starts again. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(PREFIX)) continue
    const path = join(folder, name)
    try {
      const { mtimeMs } = await stat(path)
      if (Date.now() - mtimeMs > LEFTOVER_MILLISECONDS) await rm(path, { recursive: true })
    } catch {
      // Another process has removed it, or it is somebody else's.
    }
  }
}
