import type { Chats } from '../archive/chats.ts'
import { descriptionKey } from './commands.ts'
import { checkLine } from '../checks/check.ts'
import { asHtml, MAX_TEXT } from '../html.ts'
import type { Texts } from '../i18n.ts'
import type { PrivacyWords } from '../privacy-words.ts'
import type { CommandJob } from '../jobs/job.ts'
import { reports } from '../reports/registry.ts'
import { groupStatus, type StatusDeps } from './status.ts'
import { replyTo } from '../jobs/target.ts'
import type { Act } from '../jobs/turns.ts'
import type { Groups } from './groups.ts'
import { privacyText } from './privacy-text.ts'
import type { Refuse } from './refusal.ts'
import type { Sender } from './send.ts'

export interface InfoDeps extends StatusDeps {
  readonly sender: Sender
  readonly texts: Texts
  readonly groups: Groups
  readonly chats: Pick<Chats, 'idsOf'>
  readonly botName: string
  readonly words: PrivacyWords
  readonly refuse: Refuse
}

export type InfoAnswers = ReturnType<typeof createInfoAnswers>

/** Answers `/start`, `/help`, `/privacy` and `/status`. */
export function createInfoAnswers(deps: InfoDeps) {
  const { sender, texts, groups, zone, botName } = deps

  const say = async (job: CommandJob, text: string) => {
    await sender.sendText(replyTo(job), { text: asHtml(text) })
  }

  async function onStart(job: CommandJob): Promise<void> {
    if (job.chat_type !== 'private') return onHelp(job)
    await say(job, texts.text('start', { bot: botName }))
  }

  async function onHelp(job: CommandJob): Promise<void> {
    const commands = [...reports.map(({ name }) => name), 'reports', 'status', 'privacy']
    const lines = commands.map((command) => `/${command}: ${texts.text(descriptionKey(command))}`)
    const more = [texts.text('help-periods'), '', texts.text('help-import')]
    await say(job, [texts.text('help'), '', ...lines, '', ...more].join('\n'))
  }

  async function onPrivacy(job: CommandJob): Promise<void> {
    await sender.sendText(replyTo(job), { text: privacyText(texts, deps.words) })
  }

  /** In a private chat, one block per group. */
  async function onStatus(job: CommandJob): Promise<Act | undefined> {
    const chatIds = await groups.mayAskAbout(job, job)
    const isPrivate = job.chat_type === 'private'
    const asked = isPrivate
      ? await groups.titled(chatIds)
      : chatIds.map((id) => ({ id, title: '' }))
    if (asked.length === 0) return deps.refuse(job)
    return async () => {
      const blocks: string[] = []
      for (const { id, title } of asked) {
        const lines = await statusLines(id)
        blocks.push([...(asked.length > 1 ? [title] : []), ...lines].join('\n'))
      }
      for (const text of joined(blocks)) await say(job, text)
    }
  }

  async function statusLines(chatId: number): Promise<string[]> {
    const checks = await groupStatus(deps, chatId, await deps.chats.idsOf(chatId))
    return checks.map((check) => checkLine(check, { texts, zone }))
  }

  return { onStart, onHelp, onPrivacy, onStatus }
}

/** The blocks in as few messages as possible. */
function joined(blocks: readonly string[]): string[] {
  const texts: string[] = []
  for (const block of blocks) {
    const last = texts.at(-1)
    const longer = last === undefined ? block : `${last}\n\n${block}`
    if (last !== undefined && longer.length <= MAX_TEXT) texts[texts.length - 1] = longer
    else texts.push(block)
  }
  return texts
}
