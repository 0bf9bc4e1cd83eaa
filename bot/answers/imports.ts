import { InlineKeyboard, type Api } from 'grammy'

import type { Age } from '../../etl/age.ts'
import { chatOfExport } from '../../etl/import/chat.ts'
import { chooseChat } from '../../etl/import/choose-chat.ts'
import { ImportError } from '../../etl/import/import-error.ts'
import { importExport, type ImportSummary } from '../../etl/import/import-export.ts'
import { openExport, type OpenExport } from '../../etl/import/open-export.ts'
import { staleDays } from '../../etl/plan.ts'
import type { EtlDeps } from '../../etl/run.ts'
import type { Log } from '../../etl/log.ts'
import type { Chats } from '../archive/chats.ts'
import { asHtml } from '../html.ts'
import type { Texts } from '../i18n.ts'
import type { ButtonJob, DocumentJob, SentFile } from '../jobs/job.ts'
import { replyTo } from '../jobs/target.ts'
import type { Act } from '../jobs/turns.ts'
import { UserError } from '../user-error.ts'
import type { Download } from './download.ts'
import type { Groups } from './groups.ts'
import { importLines, sentFileError } from './import-text.ts'
import type { Press } from './press.ts'
import type { Refuse } from './refusal.ts'
import type { Sender } from './send.ts'
import { whileTyping } from './typing.ts'

export interface ImportAnswerDeps {
  readonly api: Pick<Api, 'sendChatAction'>
  readonly sender: Sender
  readonly texts: Texts
  readonly groups: Pick<Groups, 'mayAskAbout' | 'currentId'>
  readonly chats: Pick<Chats, 'has' | 'idsOf'>
  readonly etl: EtlDeps
  readonly download: Download
  readonly refuse: Refuse
  readonly log: Log
  /** The first day that is kept (undefined: all are). */
  firstKeptDay(): string | undefined
  compactDay(date: string): Promise<unknown>
  startAge(): Age
  /** How long an import may take before it begins no other day; the next press goes on. */
  readonly milliseconds: number
}

export type ImportAnswers = ReturnType<typeof createImportAnswers>

/** What a zip may unpack to: read twice it must fit into the time of a function. */
const MAX_UNPACKED_BYTES = 100e6

const DATA = /^v1\|import\|(-?\d{1,16})$/

/** Whether the button imports the file that its message replies to. */
export function isImportButton(data: string): boolean {
  return DATA.test(data)
}

/**
 * Answers an export that an administrator sends in private: first with what would be imported, and once they have
 * pressed the button with what was. Nothing of the file is kept in between: it is the message that the button's replies
 * to, and read again.
 */
export function createImportAnswers(deps: ImportAnswerDeps) {
  const { api, sender, texts, groups, chats, etl, log } = deps

  /** The dry run. Whoever administers no group is refused before anything is downloaded. */
  async function onDocument(job: DocumentJob): Promise<Act | undefined> {
    const own = await groups.mayAskAbout(job, job)
    if (own.length === 0) return deps.refuse(job)
    return async () => {
      const summary = await readExport(job, own, { isDryRun: true })
      const lines = importLines(texts, summary, texts.date)
      const isEmpty = summary.days.length === 0
      lines.push('', texts.text(isEmpty ? 'import-nothing' : 'import-offer'))
      await sender.sendText(replyTo(job), {
        text: asHtml(lines.join('\n')),
        ...(!isEmpty && { keyboard: keyboardFor(summary) }),
      })
    }
  }

  const keyboardFor = ({ chatId }: ImportSummary) =>
    new InlineKeyboard().text(texts.text('button-import'), `v1|import|${chatId}`)

  /** Rights are checked again on each press, and the file too. */
  async function onButton(job: ButtonJob, press: Press): Promise<Act | undefined> {
    const chatId = Number(DATA.exec(job.data)?.[1])
    const own = job.chat_type === 'private' ? await groups.mayAskAbout(job, job) : []
    if (!own.includes(await groups.currentId(chatId))) {
      await press.answer(texts.text('refused'))
      return undefined
    }
    const { file_id } = job
    if (file_id === undefined) {
      await press.answer(texts.text('import-file-gone'))
      return undefined
    }
    press.hold()
    return async () => {
      await whileTyping(api, job, () => importFile(job, { ...job, file_id }, { own, chatId }))
      await press.answer()
    }
  }

  /** A press repeated after an interruption does the rest. */
  async function importFile(
    { chat_id, message_id, update_id }: ButtonJob,
    file: SentFile,
    { own, chatId }: { readonly own: readonly number[]; readonly chatId: number },
  ): Promise<void> {
    const age = deps.startAge()
    const summary = await readExport(file, own, { chatId })
    const { messages, newObjects } = summary
    log.info({ event: 'history_imported', update_id, chat_id: chatId, messages, newObjects })
    const { done, left } = await compact(summary.days, age)
    const lines = importLines(texts, summary, texts.date)
    const isChanged = newObjects > 0 || done > 0
    if (left > 0) lines.push('', texts.text('import-left', { days: left }))
    else lines.push('', texts.text(isChanged ? 'import-done' : 'import-unchanged'))
    await sender.editText(chat_id, message_id, {
      text: asHtml(lines.join('\n')),
      ...(left > 0 && { keyboard: keyboardFor(summary) }),
    })
  }

  /** At least one day, so that each press brings it further. */
  async function compact(
    days: readonly string[],
    age: Age,
  ): Promise<{ done: number; left: number }> {
    const stale = await staleDays(etl, days)
    for (const [done, date] of stale.entries()) {
      if (done > 0 && age() > deps.milliseconds) return { done, left: stale.length - done }
      await deps.compactDay(date)
    }
    return { done: stale.length, left: 0 }
  }

  /**
   * Imports the chat of a file that is one of the person's own groups.
   * @throws UserError with what is wrong with it, in words for the chat.
   */
  async function readExport(
    sent: SentFile,
    own: readonly number[],
    { chatId, isDryRun }: { readonly chatId?: number; readonly isDryRun?: boolean },
  ): Promise<ImportSummary> {
    const file = sent.file_name ?? texts.text('import-nameless')
    const wanted = chatId === undefined ? undefined : String(chatId)
    async function read(source: OpenExport): Promise<ImportSummary> {
      const chat = await chooseChat(file, source, { wanted, isArchived: chats.has })
      const { id, title = '' } = chatOfExport(chat)
      if (!own.includes(await groups.currentId(id))) {
        throw new UserError('import-not-yours', { file, name: title, chat: String(id) })
      }
      const oldChatIdOf = async (of: number) => (await chats.idsOf(of))[1]
      const firstDay = deps.firstKeptDay()
      return importExport(etl, file, source, { chat, oldChatIdOf, firstDay, isDryRun })
    }
    try {
      return await deps.download({ ...sent, file_name: file }, async (path) => {
        const source = await openExport(path, { maxBytes: MAX_UNPACKED_BYTES })
        try {
          return await read(source)
        } finally {
          source.close()
        }
      })
    } catch (error) {
      throw error instanceof ImportError ? sentFileError(error, file) : error
    }
  }

  return { onDocument, onButton }
}
