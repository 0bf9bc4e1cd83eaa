import { readFileSync } from 'node:fs'

import { FluentBundle, FluentResource } from '@fluent/bundle'

import { addDays, midnight } from '../etl/lake/time-zone.ts'
import type { Language } from './config.ts'

export type TextValues = Readonly<Record<string, string | number>>

/** The texts of one language, and how it writes numbers and dates. */
export interface Texts {
  readonly language: Language
  /**
   * The text of a key in bot/locales.
   * @throws Error when the key or a value is missing.
   */
  text(key: string, values?: TextValues): string
  has(key: string): boolean
  /** `1.234`; with at most `decimals` decimal digits (default: 0). */
  number(value: number, decimals?: number): string
  /** As `number`; from a million on short: `1,2 mi`. */
  short(value: number): string
  /** A share (0 to 1) as `37 %`, the way the language writes it; below 10 % with a decimal, or as `< 0.1 %`. */
  percent(share: number): string
  /** A relative change (0.12) as `+12 %`; below 10 % with a decimal. */
  change(share: number): string
  /** A day `2026-11-24` as `24/11/2026` or `Nov 24, 2026`. */
  date(day: string): string
  /** Wall-clock milliseconds (as if UTC) as day and time: `24/11/2026, 14:05`. */
  dateTime(wallClock: number): string
  /** Wall-clock milliseconds (as if UTC) as the time of day: `14:05`. */
  time(wallClock: number): string
  /** 1 is Monday. */
  weekday(number: number, style?: 'long' | 'short'): string
  /** Seconds in the unit that fits: `40 s`, `12 min`, `3,5 h`, `2 dias`. */
  duration(seconds: number): string
}

const loaded = new Map<Language, Texts>()

/** The texts of a language; loaded once. */
export function textsOf(language: Language): Texts {
  const texts = loaded.get(language) ?? loadTexts(language)
  loaded.set(language, texts)
  return texts
}

function loadTexts(language: Language): Texts {
  // Without isolation marks around values: they would break alignment, commands and copied text.
  const bundle = new FluentBundle(language, { useIsolating: false })
  const source = readFileSync(new URL(`./locales/${language}.ftl`, import.meta.url), 'utf8')
  const [problem] = bundle.addResource(new FluentResource(source))
  if (problem) throw new Error(`i18n: ${language}.ftl: ${problem.message}`)

  const format = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(language, options)
  const dates = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' })
  const dateTimes = new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    // One clock in every language, as hours are written.
    hourCycle: 'h23',
    timeZone: 'UTC',
  })
  const times = new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC',
  })
  const decimals = [0, 1, 2].map((maximumFractionDigits) => format({ maximumFractionDigits }))
  const shorts = format({ notation: 'compact', maximumFractionDigits: 1 })
  const percents = [0, 1].map((digits) => format({ style: 'percent', ...exactly(digits) }))
  const changes = [0, 1].map((digits) =>
    format({ style: 'percent', signDisplay: 'exceptZero', ...exactly(digits) }),
  )

  return {
    language,
    has: (key) => bundle.hasMessage(key),
    text(key, values = {}) {
      const pattern = bundle.getMessage(key)?.value
      if (!pattern) throw new Error(`i18n: ${language}.ftl has no text for ${key}`)
      const problems: Error[] = []
      const text = bundle.formatPattern(pattern, { ...values }, problems)
      if (problems[0]) throw new Error(`i18n: ${key} in ${language}.ftl: ${problems[0].message}`)
      return text
    },
    number: (value, digits = 0) =>
      (decimals[digits] ?? format({ maximumFractionDigits: digits })).format(value),
    short(value) {
      return value < 999_950
        ? format({ maximumFractionDigits: 0 }).format(value)
        : shorts.format(value)
    },
    percent(share) {
      if (share > 0 && share < LEAST_SHARE) return `< ${percents[1]?.format(LEAST_SHARE) ?? ''}`
      return percents[percentDecimals(share)]?.format(share) ?? ''
    },
    change: (share) =>
      // Intl writes a hyphen where a minus belongs.
      (changes[percentDecimals(share)]?.format(share) ?? '').replace('-', '−'),
    date: (day) => dates.format(midnight(day) * 1000),
    dateTime: (wallClock) => dateTimes.format(wallClock),
    time: (wallClock) => times.format(wallClock),
    weekday(number, style = 'long') {
      // 5 January 1970 was a Monday.
      const day = midnight(addDays('1970-01-04', number)) * 1000
      const format = new Intl.DateTimeFormat(language, { weekday: style, timeZone: 'UTC' })
      // As people say and write it in Portuguese.
      return format.format(day).replace(/-feira|\.$/, '')
    },
    duration(seconds) {
      const { unit, value } = inFittingUnit(seconds)
      return format({
        style: 'unit',
        unit,
        unitDisplay: unit === 'day' ? 'long' : 'short',
      }).format(value)
    },
  }
}

/** Smaller shares round to nothing. */
const LEAST_SHARE = 0.001

/** How many decimals a percentage has: one below 10 %, none where it is nothing. */
export function percentDecimals(share: number): 0 | 1 {
  const size = Math.abs(share)
  // Nearly all is not all.
  const isNearlyAll = size >= 0.995 && size < 0.9995
  return (size >= LEAST_SHARE / 2 && size < 0.0995) || isNearlyAll ? 1 : 0
}

function exactly(digits: number): Intl.NumberFormatOptions {
  return { minimumFractionDigits: digits, maximumFractionDigits: digits }
}

/** Rounded, in the largest unit that fits the rounded value: 59.6 s is 1 min. */
function inFittingUnit(seconds: number) {
  const inSeconds = Math.round(seconds)
  if (inSeconds < 60) return { unit: 'second', value: inSeconds }
  const minutes = Math.round(seconds / 60)
  if (minutes < 90) return { unit: 'minute', value: minutes }
  const hours = Math.round(seconds / 360) / 10
  if (hours < 24) return { unit: 'hour', value: hours }
  return { unit: 'day', value: Math.round(seconds / 8_640) / 10 }
}
