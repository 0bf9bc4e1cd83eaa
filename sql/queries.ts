import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The path of a file in this folder. */
export function sqlFile(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url))
}

export interface Query {
  /** Name of the file without its ending. */
  readonly name: string
  /** The first sentence of its header: the question that it answers. */
  readonly title: string
  readonly text: string
}

/** What every group is asked first, in this order. */
export const stockAnalyses = [
  'messages_per_day',
  'messages_per_user_per_day',
  'average_text_length_per_user_per_day',
  'messages_per_hour_weekday_week',
] as const

/** The statements that analysts start from, by name. */
export function loadAnalyses(): Query[] {
  return readdirSync(sqlFile('analyses/'))
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => {
      const text = readFileSync(sqlFile(`analyses/${file}`), 'utf8')
      return { name: file.replace(/\.sql$/, ''), title: titleOf(text), text }
    })
}

function titleOf(text: string): string {
  const comment = text
    .split('\n')
    .filter((line) => line.startsWith('--'))
    .map((line) => line.slice(2).trim())
    .join(' ')
  return comment.split(/(?<=\.)\s/)[0] ?? comment
}
