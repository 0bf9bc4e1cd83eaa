import type { Api } from 'grammy'

import type { TimeZone } from '../../etl/lake/time-zone.ts'
import { descriptionKey } from '../commands.ts'
import { asHtml } from '../html.ts'
import type { Texts } from '../i18n.ts'
import type { CommandJob } from '../jobs.ts'
import { reports } from '../reports/registry.ts'
import { deliveryStatus, lakeStatus, type DeliveryStatus } from '../status.ts'
import type { Stores } from '../stores.ts'
import type { Groups } from './groups.ts'
import { replyTo } from './report-answer.ts'
import type { Sender } from './send.ts'

export interface InfoDeps extends Stores {
  readonly api: Api
  readonly sender: Sender
  readonly texts: Texts
  readonly groups: Groups
  readonly zone: TimeZone
  readonly botName: string
  refuse(job: CommandJob): Promise<void>
}

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
    await say(job, [texts.text('help'), '', ...lines, '', texts.text('help-periods')].join('\n'))
  }

  async function onPrivacy(job: CommandJob): Promise<void> {
    await say(job, texts.text('privacy'))
  }

  async function onStatus(job: CommandJob): Promise<void> {
    const [chatId] = await groups.mayAskAbout(job, job)
    if (chatId === undefined) return deps.refuse(job)
    const { lastArchivedAt, lastCompactedDay } = await lakeStatus(deps)
    const delivery = await deliveryStatus(deps.api, chatId)
    const time = (unix: number) => texts.dateTime(zone.wallClock(unix))
    const lines = [
      lastArchivedAt === undefined
        ? texts.text('status-nothing-archived')
        : texts.text('status-archived', { time: time(lastArchivedAt) }),
      lastCompactedDay === undefined
        ? texts.text('status-nothing-compacted')
        : texts.text('status-compacted', { day: texts.date(lastCompactedDay) }),
      hearing(delivery),
      ...(delivery.pendingUpdates > 0
        ? [texts.text('status-pending', { count: delivery.pendingUpdates })]
        : []),
      delivery.lastError === undefined
        ? texts.text('status-no-error')
        : texts.text('status-error', {
            message: delivery.lastError.message,
            time: time(delivery.lastError.at),
          }),
    ]
    await say(job, lines.join('\n'))
  }

  function hearing({ hearsEverything, isAdministrator }: DeliveryStatus): string {
    if (!hearsEverything) return texts.text('status-deaf')
    return texts.text(isAdministrator ? 'status-administrator' : 'status-hears')
  }

  return { onStart, onHelp, onPrivacy, onStatus }
}
