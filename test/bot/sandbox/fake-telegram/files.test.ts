import { Bot, InputFile } from 'grammy'
import { describe, expect, it } from 'vitest'
import { imageSize } from '../../../../bot/sandbox/fake-telegram/group/image.ts'
import { errorOf, lakeGroup, png, type ApiBody } from './helpers.ts'

async function withBot(options: { limits?: false } = {}) {
  const group = await lakeGroup(options)
  const bot = new Bot(group.token, { client: { apiRoot: group.telegram.apiRoot } })
  /** Uploads the bytes as a form field, as a plain HTTP client does. */
  async function upload(method: string, field: string, bytes: Uint8Array) {
    const form = new FormData()
    form.set('chat_id', '-1001')
    form.set(field, new Blob([bytes as Uint8Array<ArrayBuffer>]), 'grafico.png')
    const url = `${group.telegram.apiRoot}/bot${group.token}/${method}`
    return (await (await fetch(url, { method: 'POST', body: form })).json()) as ApiBody
  }
  return { ...group, api: bot.api, upload }
}

describe('sendPhoto', () => {
  it('takes an upload from grammY and gives it in sizes', async () => {
    const { api, telegram, actor } = await withBot()
    const bytes = png(1280, 720)
    const message = await api.sendPhoto(-1001, new InputFile(bytes, 'horas.png'), {
      caption: '<b>Horas</b>',
      parse_mode: 'HTML',
      reply_markup: { inline_keyboard: [[{ text: '7d', callback_data: 'h|7d' }]] },
    })
    expect(message.photo.map(({ width, height }) => [width, height])).toEqual([
      [90, 51],
      [320, 180],
      [800, 450],
      [1280, 720],
    ])
    expect(message).toMatchObject({
      caption: 'Horas',
      caption_entities: [{ type: 'bold', offset: 0, length: 5 }],
    })
    const call = telegram.calls.at(-1)
    expect(
      Object.values(call?.files ?? {}).map(({ bytes, filename }) => [bytes, filename]),
    ).toEqual([[new Uint8Array(bytes), 'horas.png']])
    expect(actor.press(-1001, 11, message.message_id, 'h|7d').message_id).toBe(message.message_id)
  })

  it('sends a known file_id again and downloads it', async () => {
    const { api, telegram, token } = await withBot()
    const first = await api.sendPhoto(-1001, new InputFile(png(640, 480)))
    const file_id = first.photo.at(-1)?.file_id ?? ''
    const again = await api.sendPhoto(-1001, file_id)
    expect(again.photo).toEqual(first.photo)
    const file = await api.getFile(file_id)
    expect(file).toMatchObject({ file_size: 64, file_path: 'photos/file_1.png' })
    const url = `${telegram.apiRoot}/file/bot${token}/${file.file_path}`
    expect(new Uint8Array(await (await fetch(url)).arrayBuffer())).toEqual(
      new Uint8Array(png(640, 480)),
    )
    expect((await fetch(`${url}x`)).status).toBe(404)
  })

  it.each([
    ['no image', new TextEncoder().encode('<svg/>'), 'IMAGE_PROCESS_FAILED'],
    ['sides above 10000 together', png(5001, 5000), 'PHOTO_INVALID_DIMENSIONS'],
    ['a ratio above 20', png(2001, 100), 'PHOTO_INVALID_DIMENSIONS'],
    ['nothing', new Uint8Array(), 'file must be non-empty'],
    [
      'more than 10 MB',
      Buffer.concat([png(9, 9), Buffer.alloc(10 * 1024 * 1024)]),
      'file of size 10485824 bytes is too big for a photo; the maximum size is 10485760 bytes',
    ],
  ])('refuses %s', async (_name, bytes, reason) => {
    const { upload } = await withBot()
    expect(errorOf(await upload('sendPhoto', 'photo', bytes))).toBe(`400 Bad Request: ${reason}`)
  })

  it('refuses what names no photo, and captions above 1024 units after parsing', async () => {
    const { call, api } = await withBot()
    const send = async (more: object) =>
      errorOf(await call('sendPhoto', { chat_id: -1001, ...more }))
    expect(await send({})).toBe('400 Bad Request: there is no photo in the request')
    expect(await send({ photo: 'AgAC' })).toBe(
      '400 Bad Request: wrong file identifier/HTTP URL specified',
    )
    const { document } = await api.sendDocument(-1001, new InputFile(png(9, 9), 'a.png'))
    expect(await send({ photo: document.file_id })).toBe(
      "400 Bad Request: can't use file of type Document as Photo",
    )
    const { photo } = await api.sendPhoto(-1001, new InputFile(png(9, 9)))
    const caption = (length: number) => ({
      photo: photo[0]?.file_id,
      caption: `<b>${'x'.repeat(length)}</b>`,
      parse_mode: 'HTML',
    })
    expect(await send(caption(1025))).toBe('400 Bad Request: message caption is too long')
    expect((await call('sendPhoto', { chat_id: -1001, ...caption(1024) })).ok).toBe(true)
  })
})

describe('a file', () => {
  it('is forgotten after forty newer ones, and its message stays', async () => {
    const { api, telegram } = await withBot({ limits: false })
    const first = await api.sendPhoto(-1001, new InputFile(png(640, 480)), { caption: 'first' })
    const second = await api.sendPhoto(-1001, new InputFile(png(640, 480)))
    for (let count = 0; count < 39; count += 1) await api.sendPhoto(-1001, new InputFile(png(8, 6)))
    const file = ({ photo }: typeof first) => telegram.view.file(photo.at(-1)?.file_id ?? '')
    expect(file(first)).toBeUndefined()
    expect(file(second)?.bytes).toHaveLength(64)
    const kept = telegram.view
      .history(-1001)
      .find(({ message_id }) => message_id === first.message_id)
    expect(kept).toMatchObject({ caption: 'first', photo: first.photo })
    expect(telegram.snapshot().files).toHaveLength(40)
  })
})

describe('sendDocument', () => {
  it('keeps name and size', async () => {
    const { upload } = await withBot()
    const { result } = await upload('sendDocument', 'document', new TextEncoder().encode('a,b\n'))
    expect(result.document).toMatchObject({ file_name: 'grafico.png', file_size: 4 })
  })
})

describe('editing media', () => {
  it('replaces the picture by an upload or a known one', async () => {
    const { api, telegram } = await withBot()
    const { message_id, photo } = await api.sendPhoto(-1001, new InputFile(png(640, 480)), {
      caption: 'a',
    })
    const media = { type: 'photo' as const, media: new InputFile(png(800, 600)), caption: 'b' }
    const edited = await api.editMessageMedia(-1001, message_id, media)
    expect(edited).toMatchObject({
      message_id,
      caption: 'b',
      photo: [{}, {}, { width: 800, height: 600 }],
    })
    const back = { ...media, media: photo[0]?.file_id ?? '' }
    await api.editMessageMedia(-1001, message_id, back)
    await expect(api.editMessageMedia(-1001, message_id, back)).rejects.toThrow(
      'message is not modified',
    )
    await api.editMessageCaption(-1001, message_id, { caption: 'c' })
    expect(telegram.view.history(-1001).at(-1)).toMatchObject({ caption: 'c', photo })
    await expect(api.editMessageText(-1001, message_id, 'x')).rejects.toThrow(
      'Bad Request: there is no text in the message to edit',
    )
  })

  it('turns text into a picture', async () => {
    const { api } = await withBot()
    const { message_id } = await api.sendMessage(-1001, 'um momento')
    const media = { type: 'photo' as const, media: new InputFile(png(8, 6)) }
    const edited = await api.editMessageMedia(-1001, message_id, media)
    expect(edited).toMatchObject({ photo: [{ width: 8, height: 6 }] })
    expect(edited).not.toHaveProperty('text')
  })
})

describe('photos of people', () => {
  it('arrive with their caption and are edited by it', async () => {
    const { actor, news } = await withBot()
    const sent = actor.send(-1001, 11, { photo: png(100, 50), caption: 'veja @lake_bot' })
    actor.edit(-1001, 11, sent.message_id, 'olhe')
    expect(await news()).toMatchObject([
      {
        message: {
          photo: [{ width: 90 }, { width: 100, height: 50 }],
          caption: 'veja @lake_bot',
          caption_entities: [{ type: 'mention', offset: 5, length: 9 }],
        },
      },
      { edited_message: { photo: [{}, {}], caption: 'olhe' } },
    ])
  })
})

describe('imageSize', () => {
  it('reads PNG and JPEG headers, and nothing else', () => {
    expect(imageSize(png(3, 4))).toEqual({ width: 3, height: 4 })
    const jpeg = Buffer.from('ffd8ffe000044a46ffc2000b080010002001011100', 'hex')
    expect(imageSize(jpeg)).toEqual({ width: 32, height: 16 })
    expect(imageSize(Buffer.from('GIF89a'))).toBeUndefined()
    expect(imageSize(Buffer.from('ffd8ff', 'hex'))).toBeUndefined()
  })
})
