import { describe, expect, it } from 'vitest'

import { hasDetails, reportText } from '../../../bot/answers/report-text.ts'
import { textsOf } from '../../../bot/i18n.ts'

/** A report with so many people in its table, and so many lines. */
function run(people: number, lines: number) {
  const rows = Array.from({ length: people }, (_, index) => [`Ana${index + 1}`, '10'])
  const presentation = {
    sentence: 'Sentence.',
    chart: {} as never,
    table: {
      columns: [
        { name: 'Who', align: 'left' },
        { name: 'Texts', align: 'right' },
      ] as const,
      rows,
    },
    lines: Array.from({ length: lines }, (_, index) => [`Line ${index + 1}`]),
  }
  return { presentation, footer: 'Data complete', notes: ['A note.'], texts: textsOf('en') }
}

const whole = { hasPicture: false, maxLength: 4096 }

describe('a report as text', () => {
  it('says all of it where there is room', () => {
    const { plain } = reportText(run(2, 2), whole)
    expect(plain.split('\n')).toEqual([
      'Sentence.',
      'Who   Texts',
      'Ana1     10',
      'Ana2     10',
      'Line 1',
      'Line 2',
      'A note.',
      'Data complete',
    ])
  })

  it('drops lines first, keeps every row of the table, and says how many lines are missing', () => {
    const { plain } = reportText(run(2, 20), { ...whole, maxLength: 100 })
    expect(plain.length).toBeLessThanOrEqual(100)
    expect(plain.split('\n')).toEqual([
      'Sentence.',
      'Who   Texts',
      'Ana1     10',
      'Ana2     10',
      'Line 1',
      '… and 19 more lines',
      'A note.',
      'Data complete',
    ])
  })

  it('then drops rows of the table, from the end', () => {
    const { plain } = reportText(run(300, 2), { ...whole, maxLength: 1024 })
    expect(plain.length).toBeLessThanOrEqual(1024)
    const lines = plain.split('\n')
    expect(lines.slice(-3)).toEqual(['… and 229 more lines', 'A note.', 'Data complete'])
    expect(lines.slice(2, -3)).toHaveLength(73)
    expect(lines.at(-4)).toBe('Ana73     10')
  })

  it.each([
    ['pt-BR', '… e mais 1 linha'],
    ['en', '… and 1 more line'],
    ['es', '… y 1 línea más'],
  ] as const)('says in %s that one is missing', (language, words) => {
    const of = { ...run(1, 1), texts: textsOf(language), notes: [] }
    const two = { ...of, presentation: { ...of.presentation, lines: [['a'], ['b'.repeat(90)]] } }
    expect(reportText(two, { ...whole, maxLength: 80 }).plain.split('\n')).toEqual([
      'Sentence.',
      'Who   Texts',
      'Ana1     10',
      'a',
      words,
      'Data complete',
    ])
  })

  it('cuts the sentence where not even that has room', () => {
    const { presentation, ...rest } = run(3, 3)
    const long = { ...rest, presentation: { ...presentation, sentence: 'word '.repeat(400) } }
    const { plain } = reportText(long, { ...whole, maxLength: 1024 })
    expect(plain).toHaveLength(1024)
    expect(plain.endsWith('…')).toBe(true)
  })

  it('below its picture has neither table nor footer, and at most three lines', () => {
    const { plain } = reportText(run(9, 9), { hasPicture: true, maxLength: 1024 })
    expect(plain.split('\n')).toEqual(['Sentence.', 'Line 1', 'Line 2', 'Line 3', 'A note.'])
  })

  it.each([
    [0, 3, false],
    [0, 4, true],
    [1, 0, true],
  ])('of %i rows and %i lines has more to say: %s', (people, lines, isMore) => {
    expect(hasDetails(run(people, lines).presentation)).toBe(isMore)
  })
})
