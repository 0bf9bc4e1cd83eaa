import { join } from 'node:path'

/** The folder of the project, whatever folder a command is run in. */
export const projectRoot = join(import.meta.dirname, '..')
