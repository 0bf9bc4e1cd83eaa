import { listDays } from '../../etl/listing.ts'
import type { Environment } from './environment.ts'

/** Why there are no rows in a lake without compacted days: the key of the text that says what to do. */
export async function whyEmpty({ stores, config }: Environment): Promise<string> {
  const isEmpty = config.location.type === 'folders' && (await listDays(stores.raw)).length === 0
  return isEmpty ? 'cli-lake-empty' : 'cli-nothing-compacted'
}
