import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'

import type { Update } from '../../etl/lake/update.ts'
import type { LinkLabel, MessageLabel, SentenceLabel, TopicLabel } from './measure.ts'

/** What the stage is measured on: messages, and what people say of them. See data/README.md. */
export interface Data {
  readonly updates: readonly Update[]
  readonly links: readonly LinkLabel[]
  readonly messages: readonly MessageLabel[]
  readonly sentences: readonly SentenceLabel[]
  readonly topicUpdates: readonly Update[]
  readonly topics: readonly TopicLabel[]
}

/** @throws Error that names the file, and the line, that cannot be read. */
export function readData(): Data {
  const data: Data = {
    updates: read('ubuntu-dev.ndjson.gz'),
    links: read('links-dev.ndjson.gz'),
    messages: read('questions-en-dev.jsonl'),
    sentences: read('questions-pt-es-dev.jsonl'),
    topicUpdates: read('topic-questions.ndjson.gz'),
    topics: read('recurring-topics-train.jsonl'),
  }
  checkLabels('questions-en-dev.jsonl', data.messages, 'ubuntu-dev.ndjson.gz', data.updates)
  checkLabels(
    'recurring-topics-train.jsonl',
    data.topics,
    'topic-questions.ndjson.gz',
    data.topicUpdates,
  )
  return data
}

/**
 * The JSON of each line of a text, but for empty lines.
 * @throws Error that names the file and the line that is no JSON.
 */
export function parseLines<T>(file: string, text: string): T[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return []
    try {
      return [JSON.parse(line) as T]
    } catch (error) {
      throw new Error(
        `${file}, line ${index + 1}: ${(error as Error).message}. ` +
          'Each line must be one JSON object: mend or remove it',
        { cause: error },
      )
    }
  })
}

/**
 * A label of a message that is not there would count as a miss for ever.
 * @throws Error that names the label's message.
 */
export function checkLabels(
  file: string,
  labels: readonly { readonly message_id: number }[],
  updatesFile: string,
  updates: readonly Update[],
): void {
  const known = new Set(
    updates.map(({ message }) => (message as { message_id?: number } | undefined)?.message_id),
  )
  const missing = labels.find(({ message_id }) => !known.has(message_id))
  if (!missing) return
  throw new Error(
    `${file}: message ${missing.message_id} is not in ${updatesFile}. ` +
      'Add the message there, or remove the label',
  )
}

function read<T>(file: string): T[] {
  const path = fileURLToPath(new URL(`data/${file}`, import.meta.url))
  let text: string
  try {
    const bytes = readFileSync(path)
    text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()
  } catch (error) {
    throw new Error(
      `test/eval/data/${file} cannot be read: ${(error as Error).message}. ` +
        `Restore it: git checkout -- test/eval/data/${file}`,
      { cause: error },
    )
  }
  return parseLines(file, text)
}
