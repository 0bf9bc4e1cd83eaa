// Times and days as people read them, in the lake's zone and the group's language.
import { current, t } from './store.js'

const formats = new Map()

function format(options) {
  const { language, zone } = current()
  const key = JSON.stringify([language, zone, options])
  if (!formats.has(key)) {
    // One clock in every language, as in the bot's answers.
    const all = { timeZone: zone, hourCycle: 'h23', ...options }
    formats.set(key, new Intl.DateTimeFormat(language, all))
  }
  return formats.get(key)
}

/** `14:05`, of unix seconds. */
export const timeOf = (unix) => format({ hour: '2-digit', minute: '2-digit' }).format(unix * 1000)

/** `14:05:09`, of milliseconds. */
export const secondOf = (milliseconds) => format({ timeStyle: 'medium' }).format(milliseconds)

/** `24/11/2026, 14:05:09`, of unix seconds. */
export const momentOf = (unix) =>
  format({ dateStyle: 'medium', timeStyle: 'medium' }).format(unix * 1000)

/** `1:05`, of seconds. */
export const durationOf = (seconds) =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

/** `2026-11-24`, of unix seconds. */
export function dayOf(unix) {
  const parts = format({ year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(
    unix * 1000,
  )
  const part = (type) => parts.find((each) => each.type === type)?.value
  return `${part('year')}-${part('month')}-${part('day')}`
}

/** A day as a line between messages: today, yesterday, 20 November. */
export function dayName(day, now = Date.now() / 1000) {
  if (day === dayOf(now)) return t('today')
  if (day === dayOf(now - 86_400)) return t('yesterday')
  return shortDay(day, { day: 'numeric', month: 'long' })
}

/** `20 Nov`, of `2026-11-20`. */
export function shortDay(day, options = { day: 'numeric', month: 'short' }) {
  return new Intl.DateTimeFormat(current().language, { timeZone: 'UTC', ...options }).format(
    Date.parse(`${day}T00:00:00Z`),
  )
}

/** `12.345`, in the group's language. */
export const number = (value) => new Intl.NumberFormat(current().language).format(value)
