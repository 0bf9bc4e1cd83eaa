// Writes the DDL that analysts find in sql/tables (npm run ddl); a test holds the two equal.
import { writeFileSync } from 'node:fs'

import { athenaTable } from './athena-table.ts'

writeFileSync(
  new URL('../../sql/tables/telegram.sql', import.meta.url),
  athenaTable('ENRICHED_BUCKET'),
)
