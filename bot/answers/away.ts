import { asHtml } from '../html.ts'
import type { Texts } from '../i18n.ts'
import type { AwayJob, CommandJob } from '../jobs/job.ts'
import { replyTo } from '../jobs/target.ts'
import type { Groups } from './groups.ts'
import type { Sender } from './send.ts'

export interface AwayDeps {
  readonly sender: Sender
  readonly texts: Texts
  readonly groups: Pick<Groups, 'mayAskAbout'>
  /** Whether everybody may give the command. */
  isForEverybody(command: CommandJob): boolean
}

/** In private, anything may be a command. */
const MAX_NAMED = 10

/** Asks people to repeat what they asked while the bot was away, in one sentence. Others are left in silence. */
export async function answerAway(
  { sender, texts, groups, isForEverybody }: AwayDeps,
  { asked }: AwayJob,
): Promise<void> {
  const heard: CommandJob[] = []
  for (const job of asked) {
    const mayAsk = isForEverybody(job) || (await groups.mayAskAbout(job, job)).length > 0
    if (mayAsk) heard.push(job)
  }
  const [last] = heard
  if (!last) return
  // It is said even when an answer had begun.
  const target = { ...replyTo(last), update_id: undefined }
  const commands = [...new Set(heard.map(({ command }) => `/${command}`))]
  const named = commands.slice(0, MAX_NAMED).reverse().join(', ')
  await sender.sendText(target, { text: asHtml(texts.text('away', { commands: named })) })
}
