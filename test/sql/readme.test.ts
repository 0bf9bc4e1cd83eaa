import { existsSync, readdirSync, readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import { columns, partitionColumn } from '../../etl/lake/schema.ts'
import { sqlFile } from '../../sql/queries.ts'

describe('sql/README.md', () => {
  const text = existsSync(sqlFile('README.md')) ? readFileSync(sqlFile('README.md'), 'utf8') : ''

  it.each([...columns, partitionColumn])(
    'documents the column $name as the schema does',
    ({ name, type, comment }) => {
      expect(text).toContain(`\n| \`${name}\` | ${type} | ${comment}`)
    },
  )

  it.each(columns)('says whether $name is always set', ({ name, nullable }) => {
    const [row = ''] =
      new RegExp(`^\\| \`${name}\` \\|[^|]+\\|[^|]+\\|[^|]*\\|$`, 'm').exec(text) ?? []
    expect(row).toMatch(nullable ? /\|\s+\|$/ : /\| yes \|$/)
  })

  it.each(['reply', 'chain', 'asked', 'name', 'partner', 'named', 'next'])(
    'explains the answer rule %s',
    (rule) => {
      expect(text).toContain(`\n| \`${rule}\` | `)
    },
  )

  it.each(readdirSync(sqlFile('analyses')).map((file) => file.replace(/\.sql$/, '')))(
    'lists the analysis %s',
    (name) => {
      expect(text).toContain(name)
    },
  )
})
