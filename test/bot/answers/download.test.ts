import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdirSync, readdirSync, readFileSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'

import { describe, expect, it, onTestFinished } from 'vitest'

import { createDownload } from '../../../bot/answers/download.ts'
import { tempFolder } from '../../helpers/temp.ts'

const TOKEN = '900:secret'
const file = { file_id: 'f', file_name: 'result.json' }

/** A Telegram that answers each download in the same way. */
async function telegram(status: number, body = '') {
  const paths: string[] = []
  const server = createServer((request, response) => {
    paths.push(request.url ?? '')
    response.writeHead(status).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { apiRoot: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, paths }
}

function download(apiRoot: string, folder = tempFolder()) {
  const getFile = async () => ({
    file_id: 'f',
    file_unique_id: 'u',
    file_path: 'documents/a b.json',
  })
  return createDownload({ token: TOKEN, options: { apiRoot }, getFile } as never, folder)
}

describe('a download', () => {
  it('is there while it is needed, and then removed', async () => {
    const { apiRoot, paths } = await telegram(200, 'hello')
    const folder = tempFolder()
    const read = await download(apiRoot, folder)(file, async (path) => {
      expect(path.startsWith(folder)).toBe(true)
      return readFileSync(path, 'utf8')
    })
    expect(read).toBe('hello')
    expect(paths).toEqual(['/file/bot900:secret/documents/a%20b.json'])
    expect(readdirSync(folder)).toEqual([])
    const failed = download(apiRoot, folder)(file, () => Promise.reject(new Error('no')))
    await expect(failed).rejects.toThrow('no')
    expect(readdirSync(folder)).toEqual([])
  })

  it('removes what a process left that was killed, once it is an hour old', async () => {
    const { apiRoot } = await telegram(200, 'hello')
    const folder = tempFolder()
    for (const name of ['telegram-lake-file-old', 'telegram-lake-file-new', 'other']) {
      mkdirSync(join(folder, name))
    }
    const old = Date.now() / 1000 - 2 * 3600
    for (const name of ['telegram-lake-file-old', 'other']) utimesSync(join(folder, name), old, old)
    await download(apiRoot, folder)(file, async () => {})
    expect(readdirSync(folder).sort()).toEqual(['other', 'telegram-lake-file-new'])
  })

  it.each([
    ['Telegram refuses', () => telegram(404), 'status 404'],
    ['nobody listens', async () => ({ apiRoot: 'http://127.0.0.1:1' }), 'Error'],
    ['the address is none', async () => ({ apiRoot: 'http://x y' }), 'ERR_INVALID_URL'],
  ])('that fails because %s does not tell the address', async (_, make, reason) => {
    const { apiRoot } = await make()
    const folder = tempFolder()
    const failure = await download(apiRoot, folder)(file, async () => {}).catch((error) => error)
    const told = inspect(failure, { depth: 9, showHidden: true })
    expect(told).toContain('telegram: a file could not be downloaded: ')
    expect(told).toContain(reason)
    expect(told).not.toContain('secret')
    expect(readdirSync(folder)).toEqual([])
  })
})
