import { UserError } from '../user-error.ts'
import { inWords } from './explain.ts'
import { terminalTexts } from './terminal.ts'

/** The command line is not valid: exit code 2. */
export class UsageError extends UserError {
  override name = 'UsageError'
}

/** Runs `parse` and rethrows its error as a usage error of the option or argument `name`. */
export function parseArgument<T>(name: string, parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    throw new UsageError('cli-argument', { name, reason: inWords(error, terminalTexts()) })
  }
}
