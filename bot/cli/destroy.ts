import type { LakeSize } from '../../etl/lake/lake-size.ts'
import { wholeLake } from '../../etl/lake/whole-lake.ts'
import { runningOn } from '../jobs/running.ts'
import { openEnvironment } from './environment.ts'
import { clearProgress, say, showProgress } from './progress.ts'
import { createQuestions } from './questions.ts'
import { terminalTexts } from './terminal.ts'
import { UsageError } from './usage.ts'

/** `lake destroy`: says what it would remove, asks, and removes the whole lake; exit code 1 after a no. */
export async function destroy({ yes = false }: { readonly yes?: boolean }): Promise<void> {
  const { config, stores } = await openEnvironment()
  const { location } = config
  const texts = terminalTexts()
  const where =
    location.type === 'folders' ? location.dir : `s3://${location.raw}, s3://${location.enriched}`
  const pid = await runningOn(stores.raw)
  if (pid !== undefined) throw new UsageError('cli-destroy-running', { where, pid: String(pid) })
  const lake = await wholeLake(location)
  const size = await lake.measure()
  if (size.objects + size.olderVersions === 0)
    return say(texts.text('cli-destroy-empty', { where }))
  say(texts.text('cli-destroy-what', { where, ...inWords(size) }))
  if (!yes) {
    if (!process.stdin.isTTY) throw new UsageError('cli-destroy-yes')
    if (!(await isAgreed())) {
      process.exitCode = 1
      return say(texts.text('cli-destroy-kept'))
    }
  }
  showProgress(texts.text('cli-destroy-removing'))
  await lake.remove()
  clearProgress()
  say(texts.text('cli-destroy-done'))
}

function inWords({ objects, bytes, days, olderVersions }: LakeSize) {
  return { objects, days, megabytes: (bytes / 1e6).toFixed(1), older: olderVersions }
}

async function isAgreed(): Promise<boolean> {
  const texts = terminalTexts()
  const questions = createQuestions({
    input: process.stdin,
    show: (question) => void (question && process.stderr.write(`${question} `)),
    say,
    hint: texts.text('cli-destroy-hint'),
  })
  try {
    return (await questions.ask(texts.text('cli-destroy-question'))) === true
  } finally {
    questions.close()
  }
}
