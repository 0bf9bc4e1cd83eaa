import { existsSync } from 'node:fs'
import { dirname } from 'node:path'

import { DaysFailed } from '../../etl/days-failed.ts'
import { ConfigError } from '../../etl/lake/env.ts'
import { KeyedError } from '../../etl/lake/keyed-error.ts'
import { timeZone } from '../../etl/lake/time-zone.ts'
import { checkLine, wrong } from '../checks/check.ts'
import { QueryError, RefusedQuery } from '../engine/engine.ts'
import type { Texts } from '../i18n.ts'
import { UserError } from '../user-error.ts'

/** What the system says when it refuses, and our text for it. */
const refusals: Readonly<Record<string, string>> = {
  EACCES: 'cli-denied',
  EPERM: 'cli-denied',
  EROFS: 'cli-read-only',
  ENOSPC: 'cli-disk-full',
  ENOENT: 'cli-no-such-file',
  EISDIR: 'cli-is-folder',
  ENOTDIR: 'cli-is-file',
}

/** The key of our text for what the system refused about a `path`, if there is one. */
export function refusalKey({ code }: NodeJS.ErrnoException): string | undefined {
  return code === undefined ? undefined : refusals[code]
}

/** An error in the language of these texts, as far as it has words in it: an engine's own are English. */
export function inWords(error: unknown, texts: Texts): string {
  if (error instanceof UserError || error instanceof KeyedError || error instanceof RefusedQuery) {
    return texts.text(error.key, error.values)
  }
  if (error instanceof ConfigError) {
    const lines = error.causes.map(({ setting, error }) =>
      [...(setting === undefined ? [] : [setting]), inWords(error, texts)].join(': '),
    )
    return [texts.text('config-invalid'), ...lines.map((line) => `  ${line}`)].join('\n')
  }
  if (error instanceof DaysFailed) {
    const lines = error.failed.map(({ date, error }) => `  ${date}: ${inWords(error, texts)}`)
    return [texts.text('cli-etl-failed', { days: error.failed.length }), ...lines].join('\n')
  }
  if (error instanceof QueryError) return texts.text('sql-engine-says', { reason: error.message })
  return fromOutside(error, texts) ?? (error instanceof Error ? error.message : String(error))
}

/** The path, or the lowest folder above it that is there: the one that lacks the right to make another in it. */
function existing(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : existing(dirname(path))
}

/** The path, or the folder that it should be in when not even that is there. */
function missing(path: string): string {
  return existsSync(dirname(path)) ? path : dirname(path)
}

/** What the system or Telegram refused, however deep the error lies in others. */
function fromOutside(error: unknown, texts: Texts): string | undefined {
  if (!(error instanceof Error)) return undefined
  const { path } = error as NodeJS.ErrnoException
  const key = refusalKey(error)
  if (key !== undefined && path !== undefined) {
    const isMissing = key === 'cli-no-such-file'
    return texts.text(key, { path: isMissing ? missing(path) : existing(path) })
  }
  // By name: grammY is loaded only by the commands that talk to Telegram.
  if (error.name === 'HttpError') return texts.text('telegram-unreachable')
  if (error.name === 'GrammyError') {
    const { error_code, description } = error as Error & Record<string, unknown>
    return error_code === 401
      ? checkLine(wrong('check-token-wrong'), { texts, zone: timeZone('UTC') })
      : texts.text('telegram-refuses', { reason: `${String(error_code)} ${String(description)}` })
  }
  return fromOutside(error.cause, texts)
}
