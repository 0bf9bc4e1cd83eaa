import { expect, it } from 'vitest'

import { nothingText } from '../../../bot/reports/card.ts'
import { textsOf } from '../../../bot/i18n.ts'

const texts = textsOf('en')
const period = { name: '7d', since: '2026-11-13', until: '2026-11-19' }
const said = (begins: string | undefined) =>
  nothingText('report-stats-empty', { texts, period, ...(begins !== undefined && { begins }) })

it.each([
  [
    'now',
    'No messages in this period. There is nothing earlier: the archive of this group begins now.',
  ],
  [
    '2026-11-13',
    'No messages in this period. There is nothing earlier: the archive of this group begins on Nov 13, 2026.',
  ],
  ['2026-11-12', 'No messages in this period. Try a longer one, such as 90d.'],
  [undefined, 'No messages in this period. Try a longer one, such as 90d.'],
])('a report without messages, where the archive begins %s', (begins, words) => {
  expect(said(begins)).toBe(words)
})

it('says no more about a period that is long already', () => {
  const all = { name: 'all', since: '2000-01-01', until: '2026-11-19' }
  expect(nothingText('report-stats-empty', { texts, period: all })).toBe(
    'No messages in this period.',
  )
})
