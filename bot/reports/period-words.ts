// The words for periods in the bot's three languages, all of them at once: people mix languages. Without accents.

/** Periods with a name of their own. */
export type NamedPeriod =
  | 'today'
  | 'yesterday'
  | 'day-before-yesterday'
  | 'week'
  | 'last-week'
  | 'month'
  | 'last-month'
  | 'year'
  | 'last-year'
  | 'all'

const names: Readonly<Record<NamedPeriod, readonly string[]>> = {
  today: ['today', 'hoje', 'hj', 'hoy'],
  yesterday: ['yesterday', 'ontem', 'ayer'],
  'day-before-yesterday': [
    'day before yesterday',
    'anteontem',
    'antes de ontem',
    'anteayer',
    'antes de ayer',
    'antier',
  ],
  week: ['week', 'this week', 'semana', 'esta semana', 'essa semana', 'nesta semana'],
  'last-week': [
    'last week',
    'past week',
    'previous week',
    'semana passada',
    'ultima semana',
    'semana anterior',
    'semana pasada',
  ],
  month: ['month', 'this month', 'mes', 'este mes', 'esse mes', 'neste mes'],
  'last-month': [
    'last month',
    'past month',
    'previous month',
    'mes passado',
    'ultimo mes',
    'mes anterior',
    'mes pasado',
  ],
  year: ['year', 'this year', 'ano', 'este ano', 'esse ano', 'neste ano'],
  'last-year': [
    'last year',
    'past year',
    'previous year',
    'ano passado',
    'ultimo ano',
    'ano anterior',
    'ano pasado',
  ],
  all: [
    'all',
    'all time',
    'everything',
    'tudo',
    'todo',
    'todo o periodo',
    'todo el periodo',
    'todo o tempo',
    'todo el tiempo',
  ],
}

/** Words → the period that they name. */
export const namedPeriods: ReadonlyMap<string, NamedPeriod> = new Map(
  Object.entries(names).flatMap(([name, words]) =>
    words.map((word): [string, NamedPeriod] => [word, name as NamedPeriod]),
  ),
)

const monthNames = [
  'jan janeiro january ene enero',
  'fev fevereiro feb february febrero',
  'mar marco march marzo',
  'abr abril apr april',
  'mai maio may mayo',
  'jun junho june junio',
  'jul julho july julio',
  'ago agosto aug august',
  'set setembro sep sept september septiembre setiembre',
  'out outubro oct october octubre',
  'nov novembro november noviembre',
  'dez dezembro dec december dic diciembre',
]

/** Names of months → 1 to 12. */
export const months: ReadonlyMap<string, number> = new Map(
  monthNames.flatMap((words, index) =>
    words.split(' ').map((word): [string, number] => [word, index + 1]),
  ),
)

const numberWords: Readonly<Record<number, string>> = {
  1: 'one um uma un una',
  2: 'two dois duas dos',
  3: 'three tres',
  4: 'four quatro cuatro',
  5: 'five cinco',
  6: 'six seis',
  7: 'seven sete siete',
  8: 'eight oito ocho',
  9: 'nine nove nueve',
  10: 'ten dez diez',
  12: 'twelve doze doce',
  15: 'fifteen quinze quince',
  20: 'twenty vinte veinte',
  30: 'thirty trinta treinta',
  60: 'sixty sessenta sesenta',
  90: 'ninety noventa',
}

/** Numbers in words, as people say so many days or weeks → the number. */
export const numbers: ReadonlyMap<string, number> = new Map(
  Object.entries(numberWords).flatMap(([number, words]) =>
    words.split(' ').map((word): [string, number] => [word, Number(number)]),
  ),
)

/** What may stand before a period and says nothing about it. */
export const LEADING_WORDS =
  /^(?:(?:the|in|on|for|o|a|os|as|em|no|na|nos|nas|de|do|da|dos|das|el|la|los|las|en|del) )+/

/** Before the first day of a period. */
export const SINCE = /^(?:since|from|between|desde|entre|a partir de) /

/** Before a number of days or hours up to now, or before one of them without a number (the group). */
export const LAST = /^(?:last|past|ultim[oa]s?) (?=\d|(\p{L}))/u

/** Between the two ends of a range, besides `-` and `..`. */
export const BETWEEN = ['a', 'ao', 'al', 'ate', 'hasta', 'to', 'until', 'till', 'e', 'y', 'and']
