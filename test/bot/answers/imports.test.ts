import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'

import { describe, expect, it } from 'vitest'

import type { ObjectStore } from '../../../etl/lake/store.ts'
import { runDay } from '../../../etl/run.ts'
import { languages } from '../../../bot/config.ts'
import { textsOf } from '../../../bot/i18n.ts'
import { messageUpdate, NOON } from '../../helpers/updates.ts'
import { zipOf } from '../../helpers/zip.ts'
import { ANA, BETO, BOT, CARLA, GROUP, groupWithBot, sharedGroup } from './harness.ts'

/** The group's id in exports. */
const EXPORT_ID = 1_000_000_001
const OTHER = -1003000000003
const DAY = 86_400

function message(id: number, fields: object = {}) {
  const date = NOON + (id - 1) * (DAY / 2)
  return {
    id,
    type: 'message',
    date: new Date(date * 1000).toISOString().slice(0, 19),
    date_unixtime: String(date),
    from: 'Ana',
    from_id: 'user10',
    text: `texto ${id}`,
    ...fields,
  }
}

const exported = (id = EXPORT_ID, name = 'Grupo', type = 'private_supergroup') => ({
  name,
  type,
  id,
  messages: [1, 2, 3, 4]
    .map((each) => message(each))
    .concat({ ...message(5), type: 'unsupported' }),
})
const json = JSON.stringify(exported())

type Group = Awaited<ReturnType<typeof groupWithBot>>

/** Sends a file to the bot in private and gives what it said. */
async function send(group: Group, user: number, document: string | Uint8Array, file_name?: string) {
  const chat = group.actor.privateChat(user, BOT)
  const before = group.said(chat).length
  const bytes = Buffer.from(document as string)
  const { message_id } = group.actor.send(chat, user, { document: bytes, file_name })
  await group.settled()
  return { chat, sent: message_id, answers: group.said(chat).slice(before) }
}

/** Presses the button below the bot's last message, and gives that message as it is then. */
async function press(group: Group, user: number, chat: string, button = 'Import') {
  const { message_id } = group.said(chat).at(-1)!
  const { id } = group.actor.press(chat, user, message_id, button)
  await group.settled()
  const shown = group.said(chat).find((each) => each.message_id === message_id)
  return { text: shown?.text, buttons: buttonsOf(shown), notice: group.view.callback(id)?.answer }
}

const buttonsOf = (shown: { reply_markup?: object } | undefined) =>
  (
    (shown?.reply_markup ?? { inline_keyboard: [] }) as { inline_keyboard: { text: string }[][] }
  ).inline_keyboard
    .flat()
    .map(({ text }) => text)

async function keysIn(store: ObjectStore): Promise<string[]> {
  const keys: string[] = []
  for await (const key of store.list('telegram/')) keys.push(key)
  return keys.sort()
}

const rawKeys = (group: Group) => keysIn(group.lake.raw)

describe('an export that an administrator sends in private', () => {
  it.each([
    ['as a file', json, 'result.json'],
    [
      'in a zip',
      zipOf({ 'ChatExport/result.json': json, 'ChatExport/photos/a.jpg': 'x' }),
      'e.zip',
    ],
    [
      'with an account',
      JSON.stringify({ chats: { list: [exported(), exported(77, 'Outro')] } }),
      'result.json',
    ],
  ])('%s is imported once the button is pressed', async (_, file, name) => {
    const group = await groupWithBot({ language: 'en' })
    const before = await rawKeys(group)
    const { chat, sent, answers } = await send(group, BETO, file, name)
    const [offer] = answers
    expect(answers).toHaveLength(1)
    expect(offer?.reply_to_message?.message_id).toBe(sent)
    const found =
      `Grupo (${GROUP})\n4 messages by 1 person\non 3 days between Nov 1, 2026 and Nov 3, 2026\n` +
      'not understood: 1 of the kind unsupported'
    expect(offer?.text).toBe(`${found}\n\nNothing is stored yet. Shall I import it?`)
    expect(buttonsOf(offer)).toEqual(['Import'])
    expect(await rawKeys(group)).toEqual(before)

    expect(await press(group, BETO, chat)).toEqual({
      text: `${found}\n\nImported: the reports include it.`,
      buttons: [],
      notice: {},
    })
    const days = ['2026-11-01', '2026-11-02', '2026-11-03']
    expect(await keysIn(group.lake.enriched)).toEqual(
      days.map((day) => `telegram/context_date=${day}/messages.parquet`),
    )
    const [report] = await group.ask(BETO, '/stats 2026-11-01..2026-11-03', { chat })
    expect(report?.caption).toMatch(/4 messages/)
    expect(group.lake.log.named('answer_failed')).toEqual([])
  })

  it('is imported without what is older than what is kept', async () => {
    const privacyWords = { contact: undefined, text: undefined, retentionDays: 1 }
    const now = () => NOON + 2 * DAY
    const group = await groupWithBot({ language: 'en', deps: { privacyWords, now } })
    const before = await rawKeys(group)
    const { chat, answers } = await send(group, BETO, json, 'result.json')
    const found =
      `Grupo (${GROUP})\n4 messages by 1 person\non 2 days between Nov 2, 2026 and Nov 3, 2026\n` +
      '1 message is left out: it is older than what is kept\n' +
      'not understood: 1 of the kind unsupported'
    expect(answers[0]?.text).toBe(`${found}\n\nNothing is stored yet. Shall I import it?`)
    const { text } = await press(group, BETO, chat)
    expect(text).toBe(`${found}\n\nImported: the reports include it.`)
    const imported = (await rawKeys(group)).filter((key) => /import-/.test(key))
    expect(before.filter((key) => /import-/.test(key))).toEqual([])
    expect(imported.map((key) => key.slice(0, 33))).toEqual([
      'telegram/context_date=2026-11-02/',
      'telegram/context_date=2026-11-03/',
    ])
  })

  it('is stored once, and what was there already is counted', async () => {
    const group = await groupWithBot({ language: 'en' })
    group.lake.layUpdates(
      messageUpdate(1, { chat: { id: GROUP, type: 'supergroup' }, message_id: 1 }),
    )
    const { chat, answers } = await send(group, ANA, json, 'result.json')
    expect(answers[0]?.text).toContain('\n1 message was there already\n')
    await press(group, ANA, chat)
    const after = await rawKeys(group)
    await send(group, ANA, json, 'result.json')
    const again = await press(group, ANA, chat)
    expect(again.text).toMatch(/4 messages were there already/)
    expect(again.text).toMatch(/All of it was there already: nothing has changed\.$/)
    expect(await rawKeys(group)).toEqual(after)
  })

  it('of the time before the group became a supergroup belongs to that one', async () => {
    const group = await groupWithBot({ language: 'en', type: 'group', groupId: -5001 })
    group.actor.migrate(-5001)
    await group.settled()
    const file = JSON.stringify(exported(5001, 'Grupo', 'private_group'))
    const { chat } = await send(group, ANA, file, 'result.json')
    expect((await press(group, ANA, chat)).text).toMatch(/Imported/)
  })

  it('is compacted as far as there is time, and the next press goes on', async () => {
    const compacted: string[] = []
    let now = NOON
    const group = await groupWithBot({
      language: 'en',
      deps: {
        importMilliseconds: 1_000,
        now: () => now,
        compactDay: async (date) => {
          compacted.push(date)
          now += 5
          await runDay({ ...group.lake }, date)
        },
      },
    })
    const { chat } = await send(group, ANA, json, 'result.json')
    const presses = [
      await press(group, ANA, chat),
      await press(group, ANA, chat),
      await press(group, ANA, chat),
    ]
    expect(presses.map(({ text }) => text?.split('\n').at(-1))).toEqual([
      'Imported, but 2 days are not in the reports yet: press the button to go on.',
      'Imported, but 1 day is not in the reports yet: press the button to go on.',
      'Imported: the reports include it.',
    ])
    expect(presses.map(({ buttons }) => buttons)).toEqual([['Import'], ['Import'], []])
    expect(compacted).toEqual(['2026-11-01', '2026-11-02', '2026-11-03'])
  })

  it('is asked for again when the message with it is gone', async () => {
    const group = await groupWithBot({ language: 'en' })
    const { chat, sent } = await send(group, ANA, json, 'result.json')
    group.actor.delete(chat, sent)
    const { notice, buttons } = await press(group, ANA, chat)
    expect(notice?.text).toBe("I can't find the file any more. Please send it again.")
    expect(buttons).toEqual(['Import'])
  })

  it('is not imported by somebody who is no administrator any more', async () => {
    const group = await groupWithBot({ language: 'en' })
    const { chat } = await send(group, BETO, json, 'result.json')
    const before = await rawKeys(group)
    group.actor.setRole(GROUP, BETO, 'member', { by: ANA })
    await group.settled()
    const { notice } = await press(group, BETO, chat)
    expect(notice?.text).toBe('Only the administrators of this group can ask for reports.')
    expect((await rawKeys(group)).filter((key) => key.includes('import'))).toEqual([])
    expect((await rawKeys(group)).length).toBeGreaterThanOrEqual(before.length)
  })
})

const large = Buffer.alloc(20 * 1024 * 1024 + 1, ' ')
const twoGroups = JSON.stringify({
  chats: { list: [exported(), exported(3_000_000_003, 'Oficina')] },
})

describe('a file that cannot be imported', () => {
  const shared = sharedGroup(async (options) => {
    const group = await groupWithBot({ ...options, language: 'en', chatIds: [GROUP, OTHER] })
    group.actor.createGroup({ id: OTHER, title: 'Oficina', creator: CARLA })
    group.actor.addBot(OTHER, BOT)
    await group.settled()
    return group
  })

  it.each([
    [
      'HTML',
      '<!DOCTYPE html><html></html>',
      'messages.html',
      'messages.html is an HTML export. In Telegram Desktop, export again and choose “Machine-readable JSON” as the format',
    ],
    [
      'HTML in a zip',
      zipOf({ 'ChatExport/messages.html': '<html>' }),
      'e.zip',
      'e.zip is an HTML export. In Telegram Desktop, export again and choose “Machine-readable JSON” as the format',
    ],
    [
      'several groups',
      twoGroups,
      'result.json',
      `result.json holds several groups: in Telegram Desktop, open just the one, ⋮, “Export chat history”, and send me that. It has: ${GROUP} (Grupo), ${OTHER} (Oficina)`,
    ],
    [
      'somebody else’s group',
      JSON.stringify(exported(3_000_000_003, 'Oficina')),
      'result.json',
      `result.json is the history of Oficina (${OTHER}), and you are no administrator there: one of them has to send it`,
    ],
    [
      'a group that is not archived',
      JSON.stringify(exported(77, 'Outro')),
      undefined,
      "The file is the history of Outro (-1000000000077), which I don't archive",
    ],
    [
      'more than 20 MB',
      large,
      'result.json',
      'result.json is larger than 20 MB, the most that Telegram lets me download. Send it as a zip, or import it on the machine, with npx lake import',
    ],
    [
      'no JSON',
      'hello',
      'notes.txt',
      'notes.txt is not JSON from byte 0 on: it is damaged, or no export of Telegram Desktop',
    ],
    [
      'the end missing',
      json.slice(0, -40),
      'result.json',
      'result.json ends in the middle, after 4 messages: export again, or copy the whole file',
    ],
    [
      'several JSON files',
      zipOf({ 'a.json': json, 'b.json': json }),
      'e.zip',
      'e.zip holds several JSON files (a.json, b.json) and no result.json: unpack it and send me the one to import',
    ],
  ])('since it is %s, gets one sentence', async (_, file, name, sentence) => {
    const group = shared()
    const { answers } = await send(group, ANA, file, name)
    expect(answers.map(({ text }) => text)).toEqual([sentence])
    expect(buttonsOf(answers[0])).toEqual([])
    expect(group.lake.log.named('answer_failed')).toEqual([])
  })

  it('without a message in it says so', async () => {
    const file = JSON.stringify({ ...exported(), messages: [] })
    const { answers } = await send(shared(), ANA, file, 'result.json')
    expect(answers[0]?.text).toMatch(/There is nothing in it to import\.$/)
    expect(buttonsOf(answers[0])).toEqual([])
  })
})

describe('a file of somebody who administers no group', () => {
  it('is not downloaded, which they are told once', async () => {
    const group = await groupWithBot({ language: 'en' })
    const { answers } = await send(group, CARLA, json, 'result.json')
    expect(answers.map(({ text }) => text)).toEqual([
      'I answer only administrators of the groups I archive. If you are one, ask me in that group.',
    ])
    expect((await send(group, CARLA, json, 'result.json')).answers).toEqual([])
    expect(group.calls.filter(({ method }) => method === 'getFile')).toEqual([])
  })
})

describe('a file in a group', () => {
  it('is just talk', async () => {
    const group = await groupWithBot({ language: 'en' })
    group.actor.send(GROUP, ANA, { document: Buffer.from(json), file_name: 'result.json' })
    await group.settled()
    expect(group.texts()).toEqual([])
  })
})

describe('copies of files', () => {
  it('are removed, whatever becomes of them', async () => {
    const copies = () =>
      readdirSync(tmpdir()).filter((name) => name.startsWith('telegram-lake-file'))
    const before = copies()
    const group = await groupWithBot({ language: 'en' })
    const { chat } = await send(group, ANA, json, 'result.json')
    await press(group, ANA, chat)
    await send(group, ANA, 'hello', 'notes.txt')
    expect(copies().filter((name) => !before.includes(name))).toEqual([])
  })
})

describe('the way to import', () => {
  it.each(languages)('is in /help in %s', async (language) => {
    const group = await groupWithBot({ language })
    const [answer] = await group.ask(CARLA, '/help')
    expect(answer?.text).toContain(textsOf(language).text('help-import'))
  })
})
