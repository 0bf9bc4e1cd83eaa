import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'

import { formatTextTable } from '../../../bot/reports/table.ts'

const columns = [
  { name: 'Pessoa', align: 'left' },
  { name: 'Mensagens', align: 'right' },
  { name: '%', align: 'right' },
] as const

const hardNames = [
  'Ana',
  'A name that is much longer than there is room for in any table',
  '日本語の名前はとても幅が広いので切ります',
  '👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦',
  '🇧🇷🇵🇹🇪🇸 Zé',
  'é̂́ com acentos soltos',
  'עדי כהן',
  'محمد',
  'tab\tand\nnewline',
  '\u202eevil\u202c\u200b\u0000',
  '<b>&amp;',
]

describe('formatTextTable', () => {
  it('aligns columns, numbers to the right', () => {
    const rows = [
      ['Ana', '1.234', '9%'],
      ['Bia Souza', '5', '12%'],
    ]
    expect(formatTextTable({ columns, rows })).toBe(
      ['Pessoa     Mensagens    %', 'Ana            1.234   9%', 'Bia Souza          5  12%'].join(
        '\n',
      ),
    )
  })

  it.each(hardNames)('keeps %j within its width, and the numbers in their column', (name) => {
    const rows = [
      [name, '1.234.567', '100%'],
      ['Rui', '1', '0%'],
    ]
    const lines = formatTextTable({ columns, rows }).split('\n')
    expect(lines.length).toBe(3)
    expect(new Set(lines.map((line) => stringWidth(line))).size).toBe(1)
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(32)
    expect(lines[1]).toMatch(/1\.234\.567 {2}100%$/)
    expect(lines[1]).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b]/u)
  })

  it('continues labels of ours on the next line, and cuts none', () => {
    const rows = [
      ['Peak 20:00–21:00', '1,234,567', '+1,234%'],
      ['Likely answered', '57%', '+12 pts'],
      ['A person with a long name', '12', 'new'],
    ]
    const bare = columns.map(({ align }) => ({ name: '', align }))
    expect(formatTextTable({ columns: bare, rows, labelledRows: 2 }).split('\n')).toEqual([
      'Peak          1,234,567  +1,234%',
      '20:00–21:00',
      'Likely              57%  +12 pts',
      'answered',
      'A person wi…         12      new',
    ])
  })

  it('cuts between characters, never within one', () => {
    const [, line = ''] = formatTextTable(
      { columns, rows: [['👨‍👩‍👧‍👦'.repeat(20), '1', '2']] },
      24,
    ).split('\n')
    expect(line.replace(/\s+1\s+2$/, '')).toMatch(/^(👨‍👩‍👧‍👦)+…$/u)
  })

  it('keeps numbers on the right of a name that is written from right to left', () => {
    const [, line = ''] = formatTextTable({ columns, rows: [['עדי', '12', '3%']] }).split('\n')
    expect(line.startsWith('\u200eעדי\u200e')).toBe(true)
  })

  it('never cuts a number, even where nothing is left for the name', () => {
    const rows = [['Ana Maria', '1.234.567.890', '100%']]
    expect(formatTextTable({ columns, rows }, 10)).toContain('1.234.567.890  100%')
  })

  it('has no line of names when no column has one', () => {
    const bare = columns.map(({ align }) => ({ name: '', align }))
    expect(formatTextTable({ columns: bare, rows: [['a', '1', '2']] })).toBe('a  1  2')
  })
})
