import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The path of a file in this folder. */
export function sqlFile(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url))
}

export interface Query {
  /** File name without the extension. */
  readonly name: string
  /** The first sentence of the header: the question it answers. */
  readonly title: string
  readonly text: string
}

const parameterTypes = ['bigint', 'date', 'varchar'] as const
const columnTypes = ['bigint', 'double', 'boolean', 'date', 'timestamp', 'varchar'] as const

export interface DeclaredParameter {
  readonly name: string
  readonly type: (typeof parameterTypes)[number]
  readonly note: string
}

export interface DeclaredColumn {
  readonly name: string
  readonly type: (typeof columnTypes)[number]
  readonly note: string
}

/** A statement with the contract in its header: parameters in, columns out. */
export interface ReportQuery extends Query {
  /** What one row represents. */
  readonly grain: string
  readonly parameters: readonly DeclaredParameter[]
  readonly columns: readonly DeclaredColumn[]
}

/** A statement with `?` instead of each `:name`, and the values in the same order. */
export interface BoundQuery {
  readonly text: string
  readonly parameters: readonly {
    readonly type: DeclaredParameter['type']
    readonly value: string | number
  }[]
}

/** The analyses to start with, in this order. */
export const stockAnalyses = [
  'messages_per_day',
  'messages_per_user_per_day',
  'average_text_length_per_user_per_day',
  'messages_per_hour_weekday_week',
] as const

/** The statements in analyses/, sorted by name. */
export function loadAnalyses(): Query[] {
  return namesIn('analyses/').map((name) => {
    const text = readFileSync(sqlFile(`analyses/${name}.sql`), 'utf8')
    return { name, title: firstSentence(headerLines(text).join(' ')), text }
  })
}

/** The names of the report statements, sorted. */
export function reportNames(): string[] {
  return namesIn('reports/')
}

/**
 * The statement of a report.
 * @throws Error when its header breaks the contract in README.md.
 */
export function loadReport(name: string): ReportQuery {
  return parseReport(name, readFileSync(sqlFile(`reports/${name}.sql`), 'utf8'))
}

/** @throws Error that names the file and the problem. */
export function parseReport(name: string, text: string): ReportQuery {
  const wrong = (what: string) => new Error(`sql: reports/${name}.sql: ${what}`)
  const [prose = '', ...tags] = headerLines(text)
    .join('\n')
    .split(/^(?=@)/m)
    .map((part) => part.replace(/\s+/g, ' ').trim())

  const [about = '', grain] = prose.split(/\bGrain: /)
  const title = firstSentence(about)
  if (!/^\p{Lu}.*\.$/u.test(title)) throw wrong('the header must begin with a sentence')
  if (!grain) throw wrong('the header must contain "Grain:"')

  const parameters: DeclaredParameter[] = []
  const columns: DeclaredColumn[] = []
  for (const tag of tags) {
    const [, kind, column = '', type, note = ''] =
      /^@(param|column) ([a-z][a-z0-9_]*) (\w+) ?(.*)$/.exec(tag) ?? []
    const declared = kind === 'param' ? parameters : columns
    if (declared.some((other) => other.name === column)) throw wrong(`${column} is declared twice`)
    if (kind === 'param' && isOneOf(parameterTypes, type)) {
      parameters.push({ name: column, type, note })
    } else if (kind === 'column' && isOneOf(columnTypes, type)) {
      columns.push({ name: column, type, note })
    } else {
      throw wrong(`cannot read "${tag}"`)
    }
  }
  if (columns.length === 0) throw wrong('the header must declare a column')

  const used = usedParameters(text)
  for (const name of used) {
    if (!parameters.some((parameter) => parameter.name === name)) {
      throw wrong(`:${name} is not declared`)
    }
  }
  for (const parameter of parameters) {
    if (!used.has(parameter.name)) throw wrong(`:${parameter.name} is declared but not used`)
  }
  return { name, title, text, grain, parameters, columns }
}

/**
 * The statement without its header, ready to run. Values are bound, never inserted into the text.
 * @throws Error when a value is missing or unknown.
 */
export function bindParameters(
  query: Pick<ReportQuery, 'name' | 'text' | 'parameters'>,
  values: Readonly<Record<string, string | number>>,
): BoundQuery {
  for (const name of Object.keys(values)) {
    if (!query.parameters.some((parameter) => parameter.name === name)) {
      throw new Error(`sql: ${query.name} has no parameter ${name}`)
    }
  }
  const parameters: BoundQuery['parameters'][number][] = []
  const text = query.text.replace(HEADER, '').replace(TOKEN, (token, name?: string) => {
    if (token === '?') throw new Error(`sql: ${query.name}: expected :name, got ?`)
    if (name === undefined) return token
    const declared = query.parameters.find((parameter) => parameter.name === name)
    const value = values[name]
    if (!declared) throw new Error(`sql: ${query.name} does not declare :${name}`)
    if (value === undefined) throw new Error(`sql: ${query.name} needs a value for ${name}`)
    parameters.push({ type: declared.type, value })
    return '?'
  })
  return { text, parameters }
}

/** Strings, quoted names, comments and `::` casts, all left alone; a `:name` or `?`. */
const TOKEN = /'[^']*'|"[^"]*"|--[^\n]*|\/\*[^]*?\*\/|::|:([a-z_]\w*)|\?/g

function usedParameters(text: string): Set<string> {
  return new Set([...text.matchAll(TOKEN)].flatMap(([, name]) => name ?? []))
}

const HEADER = /^(?:--[^\n]*\n)+/

function headerLines(text: string): string[] {
  return (HEADER.exec(text)?.[0] ?? '')
    .trimEnd()
    .split('\n')
    .map((line) => line.slice(2).trim())
}

function firstSentence(text: string): string {
  return text.trim().split(/(?<=\.)\s/)[0] ?? ''
}

function namesIn(folder: string): string[] {
  return readdirSync(sqlFile(folder))
    .filter((file) => file.endsWith('.sql'))
    .map((file) => file.replace(/\.sql$/, ''))
    .sort()
}

function isOneOf<T extends string>(all: readonly T[], value: string | undefined): value is T {
  return all.some((each) => each === value)
}
