// npm run ddl: writes the DDL for analysts in sql/tables; a test keeps the two equal.
import { writeFileSync } from 'node:fs'

import { athenaTable } from './athena-table.ts'

writeFileSync(
  new URL('../../sql/tables/telegram.sql', import.meta.url),
  athenaTable('ENRICHED_BUCKET'),
)
