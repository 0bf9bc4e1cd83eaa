import { addDays, parseDate, midnight, countDays } from '../../etl/lake/time-zone.ts'
import { UserError } from '../user-error.ts'
import { cut } from '../html.ts'

/** Days of the lake's zone, both included, as `2026-11-01`. */
export interface Period {
  readonly since: string
  readonly until: string
  /** In its canonical spelling, as buttons carry it: `30d`, `month`, `2026-11`, `2026-11-01..2026-11-15`, `all`. */
  readonly name: string
}

export const defaultPeriod = '30d'

/** The periods that buttons offer. */
export const offeredPeriods = ['7d', '30d', '90d', 'all'] as const

/** Telegram is younger, but history from elsewhere can be replayed too. */
const FIRST_DAY = '2000-01-01'

/** Words for a period in the bot's three languages, without accents, including those the bot itself writes. */
const words: Readonly<Record<string, string>> = {
  today: 'today',
  hoje: 'today',
  hoy: 'today',
  yesterday: 'yesterday',
  ontem: 'yesterday',
  ayer: 'yesterday',
  week: 'week',
  semana: 'week',
  'this week': 'week',
  'esta semana': 'week',
  month: 'month',
  mes: 'month',
  'this month': 'month',
  'este mes': 'month',
  all: 'all',
  tudo: 'all',
  todo: 'all',
  'all time': 'all',
  'todo o periodo': 'all',
  'todo el periodo': 'all',
}

/** `30`, `30d`, `30 days`, `last 30 days`, and for one day `last day`. */
const LAST_DAYS =
  /^(?:(?:the |os |nos |los )?(?:last|past|ultimos?) )?(\d{1,5}) ?(?:d|dias?|days?)?$|^(?:last day|ultimo dia)$/

const MONTH = /^\d{4}-\d{2}$/
const DAY = /^\d{4}-\d{2}-\d{2}$/
const RANGE = /^(\d{4}-\d{2}-\d{2}) ?(?:\.\.|…|–|a|to) ?(\d{4}-\d{2}-\d{2})$/

const MAX_DAYS = 3660
const MAX_DAYS_AHEAD = 365

const MAX_QUOTED = 40

/**
 * The period that a person named, ending no later than `today` (of the lake's zone): `7d` and `today` count
 * today, `week` begins on Monday, `month` on the first.
 * @throws UserError when the period is unknown, ends before it begins, or is one that no lake can have.
 */
export function parsePeriod(text: string, today: string): Period {
  const asked = text
    .trim()
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/\s+/g, ' ')
  const unknown = () => new UserError('period-unknown', { period: cut(text.trim(), MAX_QUOTED) })

  const days = LAST_DAYS.exec(asked)
  if (days) {
    const count = Number(days[1] ?? 1)
    if (count < 1 || count > MAX_DAYS) throw unknown()
    return { since: addDays(today, 1 - count), until: today, name: `${count}d` }
  }
  if (MONTH.test(asked)) {
    const since = day(`${asked}-01`, unknown)
    return { ...within(since, lastOfMonth(since), today, unknown), name: asked }
  }
  const range = RANGE.exec(asked)
  if (range || DAY.test(asked)) {
    const since = day(range?.[1] ?? asked, unknown)
    const until = day(range?.[2] ?? asked, unknown)
    if (since > until) throw new UserError('period-reversed', { since, until })
    const period = within(since, until, today, unknown)
    const { since: first } = period
    return { ...period, name: first === until ? first : `${first}..${until}` }
  }
  switch (words[asked]) {
    case 'today':
      return { since: today, until: today, name: 'today' }
    case 'yesterday':
      return { since: addDays(today, -1), until: addDays(today, -1), name: 'yesterday' }
    case 'week':
      return { since: addDays(today, 1 - weekday(today)), until: today, name: 'week' }
    case 'month':
      return { since: `${today.slice(0, 7)}-01`, until: today, name: 'month' }
    case 'all':
      return { since: FIRST_DAY, until: today, name: 'all' }
    default:
      throw unknown()
  }
}

/** The days before a period, as many as the period has. */
export function previousPeriod({ since, until }: Pick<Period, 'since' | 'until'>): {
  since: string
  until: string
} {
  return { since: addDays(since, -countDays({ since, until })), until: addDays(since, -1) }
}

/** 1 is Monday. */
export function weekday(date: string): number {
  return ((new Date(midnight(date) * 1000).getUTCDay() + 6) % 7) + 1
}

function day(text: string, unknown: () => UserError): string {
  try {
    return parseDate(text)
  } catch {
    throw unknown()
  }
}

function lastOfMonth(first: string): string {
  const date = new Date(midnight(first) * 1000)
  date.setUTCMonth(date.getUTCMonth() + 1, 0)
  return date.toISOString().slice(0, 10)
}

/**
 * Clips a period to the days that a lake can have: none before the first day and, once the period has begun, none
 * after today. A period in the future is kept, and is empty.
 */
function within(
  since: string,
  until: string,
  today: string,
  unknown: () => UserError,
): Pick<Period, 'since' | 'until'> {
  if (until < FIRST_DAY || since > addDays(today, MAX_DAYS_AHEAD)) throw unknown()
  const period = {
    since: since < FIRST_DAY ? FIRST_DAY : since,
    until: until > today && since <= today ? today : until,
  }
  if (countDays(period) > MAX_DAYS) throw unknown()
  return period
}
