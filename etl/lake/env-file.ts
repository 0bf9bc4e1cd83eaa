import { readFileSync } from 'node:fs'

import { decodeText } from './encoding.ts'
import { ConfigError, type Problem } from './env.ts'
import { KeyedError } from './keyed-error.ts'

/**
 * Reads a file of settings into `env`, where those that are there already win. Does nothing when there is no file.
 * Returns the names in the file.
 * @throws ConfigError that names every line that cannot be read.
 */
export function loadEnvFile(path: string, env: Record<string, string | undefined>): string[] {
  const variables = parseEnvFile(contentOf(path), path)
  for (const [name, value] of Object.entries(variables)) env[name] ??= value
  return Object.keys(variables)
}

function contentOf(path: string): Uint8Array {
  try {
    return readFileSync(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    // A folder named .env is a Python environment.
    if (code === 'ENOENT' || code === 'EISDIR') return new Uint8Array()
    throw new ConfigError([
      {
        error: new KeyedError(
          'env-file-denied',
          { path, code: code ?? '' },
          `${path} cannot be read (${code}): check its permissions`,
        ),
      },
    ])
  }
}

/**
 * The variables of a file of lines `NAME=value`, in UTF-8 or UTF-16. Blank lines, comments after #, `export` before a
 * name, and values in quotes, even over several lines, are all allowed; a double-quoted \n is a line break.
 * @throws ConfigError that names every line that cannot be read, but shows no value: it may be a secret.
 */
export function parseEnvFile(bytes: Uint8Array, file = '.env'): Record<string, string> {
  const lines = decodeText(bytes).split(/\r\n|\r|\n/)
  const variables: Record<string, string> = {}
  const problems: Problem[] = []
  for (let next = 0; next < lines.length;) {
    const line = next + 1
    const text = lines[next]?.trim() ?? ''
    next += 1
    if (text === '' || text.startsWith('#')) continue
    try {
      const { name, value, more } = readVariable(text, lines.slice(next))
      next += more
      if ((variables[name] ?? value) !== value) {
        throw new KeyedError(
          'env-file-twice',
          { name },
          `${name} has another value further up: keep one of the two`,
        )
      }
      variables[name] = value
    } catch (error) {
      problems.push({ setting: `${file}:${line}`, error: error as Error })
    }
  }
  if (problems.length > 0) throw new ConfigError(problems)
  return variables
}

interface Variable {
  readonly name: string
  readonly value: string
  /** How many of the following lines belong to the value. */
  readonly more: number
}

function readVariable(text: string, following: readonly string[]): Variable {
  const [, name, rest = ''] = /^(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*)$/.exec(text) ?? []
  if (name === undefined) {
    throw new KeyedError('env-file-line', {}, 'write NAME=value, or # before a comment')
  }
  const quote = /^["'`]/.exec(rest)?.[0]
  if (quote !== undefined) return { name, ...readQuoted(name, quote, [rest, ...following]) }
  const value = rest.replace(/\s+#.*$|^#(\s.*)?$/, '')
  if (value.includes('#')) {
    throw new KeyedError(
      'env-file-hash',
      { name },
      `put quotes around the value of ${name}: it holds a #`,
    )
  }
  return { name, value, more: 0 }
}

function readQuoted(name: string, quote: string, lines: readonly string[]) {
  const text = lines.join('\n')
  const end = text.indexOf(quote, 1)
  if (end === -1) {
    throw new KeyedError(
      'env-file-open-quote',
      { name, quote },
      `the value of ${name} begins with a quote (${quote}) and does not end with one`,
    )
  }
  const value = text.slice(1, end)
  const [rest = ''] = text.slice(end + 1).split('\n', 1)
  if (!/^\s*(#.*)?$/.test(rest)) {
    throw new KeyedError(
      'env-file-after-quote',
      { name },
      `something stands behind the closing quote of ${name}`,
    )
  }
  return {
    value: quote === '"' ? value.replaceAll('\\n', '\n') : value,
    more: value.split('\n').length - 1,
  }
}
