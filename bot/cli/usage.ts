/** The command was called in a way that cannot be meant: exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** Runs `parse`; what it throws is a mistake in the option or argument `name`. */
export function parseArgument<T>(name: string, parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    throw new UsageError(`${name}: ${(error as Error).message}`, { cause: error })
  }
}
