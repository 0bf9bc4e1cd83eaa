import type { TimeZone } from '../../etl/lake/time-zone.ts'
import type { Texts } from '../i18n.ts'

/** `warning`: works, but not all of it. `wrong`: somebody has to act. */
export type Outcome = 'ok' | 'warning' | 'wrong'

/** `at` is unix seconds, `day` is `2026-11-01`: both are written as the reader's language does. */
export type CheckValue = string | number | { readonly at: number } | { readonly day: string }

export interface Check {
  /** `token`, `network`, `privacy`, … */
  readonly name: string
  readonly outcome: Outcome
  /** Its words in bot/locales. */
  readonly key: string
  readonly values: Readonly<Record<string, CheckValue>>
}

type Key = `check-${string}`

const finding =
  (outcome: Outcome) =>
  (key: Key, values: Check['values'] = {}): Check => ({
    name: key.split('-')[1] ?? '',
    outcome,
    key,
    values,
  })

export const ok = finding('ok')
export const warning = finding('warning')
export const wrong = finding('wrong')

const signs: Record<Outcome, string> = { ok: '✓', warning: '!', wrong: '✗' }

/** One line: `✗ I'm not in the group: …`. */
export function checkLine(
  { outcome, key, values }: Check,
  { texts, zone }: { readonly texts: Texts; readonly zone: TimeZone },
): string {
  const written = Object.entries(values).map(([name, value]): [string, string | number] => {
    if (typeof value !== 'object') return [name, value]
    return [name, 'at' in value ? texts.dateTime(zone.wallClock(value.at)) : texts.date(value.day)]
  })
  return `${signs[outcome]} ${texts.text(key, Object.fromEntries(written))}`
}

/** Whether somebody has to act. */
export function isAnyWrong(checks: readonly Check[]): boolean {
  return checks.some(({ outcome }) => outcome === 'wrong')
}
