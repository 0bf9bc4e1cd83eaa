import { existsSync, readdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'

import type { World } from '../world.ts'

/** What a killed program left may belong to a running one until it is this old. */
const OLD_SECONDS = 2 * 60 * 60

/** Temporary files of the world's programs: half-written objects, and what lies in the folder for such files. */
export function leftovers({ tmp, lake }: World): string[] {
  const { LAKE_DIR } = lake.env
  const inLake = LAKE_DIR && existsSync(LAKE_DIR) ? filesBelow(LAKE_DIR) : []
  return [...inLake.filter((path) => path.includes('.partial')), ...filesBelow(tmp)]
}

/** Makes them look as if they had been there for long. */
export function age(paths: readonly string[]): void {
  const then = Date.now() / 1000 - OLD_SECONDS
  for (const path of paths) utimesSync(path, then, then)
}

/** Files and folders, but no folder of half-written objects that is empty, and no cache of tsx. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(({ name }) => name !== '.partial')
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => !path.includes('/tsx-'))
}
