import { join } from 'node:path'

/** The project's folder, wherever a command is run. */
export const projectRoot = join(import.meta.dirname, '..')
