import { addDays, parseDate } from '../../etl/lake/time-zone.ts'
import { UserError } from '../errors.ts'

/** Days of the lake's zone, both included, as `2026-11-01`. */
export interface Period {
  readonly since: string
  readonly until: string
  /** In its one spelling, as it stands in a button: `30d`, `month`, `2026-11`, `2026-11-01..2026-11-15`, `all`. */
  readonly name: string
}

export const defaultPeriod = '30d'

/** The periods that buttons offer. */
export const offeredPeriods = ['7d', '30d', '90d', 'all'] as const

/** No group is older than Telegram. */
const FIRST_DAY = '2013-08-14'

/** Words that mean a period, in the bot's three languages, without accents. */
const words: Readonly<Record<string, string>> = {
  today: 'today',
  hoje: 'today',
  hoy: 'today',
  yesterday: 'yesterday',
  ontem: 'yesterday',
  ayer: 'yesterday',
  week: 'week',
  semana: 'week',
  month: 'month',
  mes: 'month',
  all: 'all',
  tudo: 'all',
  todo: 'all',
}

const MAX_DAYS = 3660

/**
 * The period that a person named, ending no later than `today` (of the lake's zone): `7d` and `today` count
 * today, `week` begins on Monday, `month` on the first.
 * @throws UserError when it names none, or one that ends before it begins.
 */
export function parsePeriod(text: string, today: string): Period {
  const asked = text
    .trim()
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
  const unknown = () => new UserError('period-unknown', { period: text.trim().slice(0, 40) })

  const days = /^(\d{1,5}) ?d(ias?|ays?)?$/.exec(asked)?.[1]
  if (days !== undefined) {
    const count = Number(days)
    if (count < 1 || count > MAX_DAYS) throw unknown()
    return { since: addDays(today, 1 - count), until: today, name: `${count}d` }
  }
  const month = /^(\d{4})-(\d{2})$/.exec(asked)?.[0]
  if (month !== undefined) {
    const since = day(`${month}-01`, unknown)
    const until = addDays(`${addDays(since, 31).slice(0, 7)}-01`, -1)
    return { since, until: earlier(until, today, since), name: month }
  }
  const range = /^(\d{4}-\d{2}-\d{2}) ?(?:\.\.|…) ?(\d{4}-\d{2}-\d{2})$/.exec(asked)
  if (range || /^\d{4}-\d{2}-\d{2}$/.test(asked)) {
    const since = day(range?.[1] ?? asked, unknown)
    const until = day(range?.[2] ?? asked, unknown)
    if (since > until) throw new UserError('period-reversed', { since, until })
    return {
      since,
      until: earlier(until, today, since),
      name: since === until ? since : `${since}..${until}`,
    }
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

/** The days before a period, as many as it has. */
export function previousPeriod({ since, until }: Pick<Period, 'since' | 'until'>): {
  since: string
  until: string
} {
  return { since: addDays(since, -dayCount({ since, until })), until: addDays(since, -1) }
}

/** How many days a period has. */
export function dayCount({ since, until }: Pick<Period, 'since' | 'until'>): number {
  return (Date.parse(until) - Date.parse(since)) / 86_400_000 + 1
}

/** 1 is Monday. */
export function weekday(date: string): number {
  return ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1
}

function day(text: string, unknown: () => UserError): string {
  try {
    return parseDate(text)
  } catch {
    throw unknown()
  }
}

/** A period that has begun ends today at the latest; one that lies ahead stays as it is, and empty. */
function earlier(until: string, today: string, since: string): string {
  return until > today && since <= today ? today : until
}
