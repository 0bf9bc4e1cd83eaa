import { existsSync, readdirSync, readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import { columns, partitionColumn } from '../../etl/lake/schema.ts'
import { sqlFile } from '../../sql/queries.ts'

describe('sql/README.md', () => {
  const text = existsSync(sqlFile('README.md')) ? readFileSync(sqlFile('README.md'), 'utf8') : ''

  it.each([...columns, partitionColumn].map(({ name }) => name))(
    'documents the column %s',
    (name) => {
      expect(text).toMatch(new RegExp(`^.*\`${name}\`.*$`, 'm'))
    },
  )

  it.each(readdirSync(sqlFile('analyses')).map((file) => file.replace(/\.sql$/, '')))(
    'lists the analysis %s',
    (name) => {
      expect(text).toContain(name)
    },
  )
})
