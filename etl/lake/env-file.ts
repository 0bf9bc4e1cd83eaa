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
  const text = decodeText(bytes).replace(/\r\n?/g, '\n')
  const variables = new Map<string, string>()
  const problems: Problem[] = []
  for (let start = 0, line = 1; start < text.length;) {
    let end = endOfLine(text, start)
    try {
      const variable = readVariable(text, start, end)
      if (variable) {
        const { name, value } = variable
        end = variable.end
        if ((variables.get(name) ?? value) !== value) {
          throw new KeyedError(
            'env-file-twice',
            { name },
            `${name} has another value further up: keep one of the two`,
          )
        }
        variables.set(name, value)
      }
    } catch (error) {
      problems.push({ setting: `${file}:${line}`, error: error as Error })
    }
    line += text.slice(start, end).split('\n').length
    start = end + 1
  }
  if (problems.length > 0) throw new ConfigError(problems)
  // A name may be one that every object has.
  return Object.fromEntries(variables)
}

interface Variable {
  readonly name: string
  readonly value: string
  /** Where the last of its lines ends. */
  readonly end: number
}

/** Undefined for a line without one. */
function readVariable(text: string, start: number, end: number): Variable | undefined {
  const line = text.slice(start, end).trim()
  if (line === '' || line.startsWith('#')) return undefined
  const [, name, rest = ''] = /^(?:export\s+)?([A-Za-z_]\w*)\s*=\s*([^]*)$/.exec(line) ?? []
  if (name === undefined) {
    throw new KeyedError('env-file-line', {}, 'write NAME=value, or # before a comment')
  }
  const quote = /^["'`]/.exec(rest)?.[0]
  if (quote !== undefined) {
    return { name, ...readQuoted(name, quote, text, text.indexOf(quote, text.indexOf('=', start))) }
  }
  const comment = rest.search(/\s#|^#(?:\s|$)/)
  const value = comment === -1 ? rest : rest.slice(0, comment).trimEnd()
  if (value.includes('#')) {
    throw new KeyedError(
      'env-file-hash',
      { name },
      `put quotes around the value of ${name}: it holds a #`,
    )
  }
  return { name, value, end }
}

/** The value between the quote at `open` and the next one. */
function readQuoted(name: string, quote: string, text: string, open: number) {
  const close = text.indexOf(quote, open + 1)
  if (close === -1) {
    throw new KeyedError(
      'env-file-open-quote',
      { name, quote },
      `the value of ${name} begins with a quote (${quote}) and does not end with one`,
    )
  }
  const value = text.slice(open + 1, close)
  const end = endOfLine(text, close)
  if (!/^\s*(?:#|$)/.test(text.slice(close + 1, end))) {
    throw new KeyedError(
      'env-file-after-quote',
      { name },
      `something stands behind the closing quote of ${name}`,
    )
  }
  return { value: quote === '"' ? value.replaceAll('\\n', '\n') : value, end }
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start)
  return end === -1 ? text.length : end
}
