import { readFileSync } from 'node:fs'

import { ConfigError, quoted } from '../etl/lake/env.ts'
import { KeyedError } from '../etl/lake/keyed-error.ts'
import type { Config } from './config.ts'

/** What the operator says about people's data. */
export interface PrivacyWords {
  /** Whom people may ask about their data, as the operator writes it; undefined in the sandbox. */
  readonly contact: string | undefined
  /** The operator's own text in place of what, why, who, where and how long. */
  readonly text: string | undefined
  /** How many days are kept (default: all). */
  readonly retentionDays?: number | undefined
}

/** Leaves room in a message for what follows the text: the commands and the contact. */
const MAX_LENGTH = 3_000

/**
 * The operator's words about privacy, with the text of the file `PRIVACY_TEXT`.
 * @throws ConfigError when the file cannot be read, is empty or too long.
 */
export function readPrivacyWords({
  privacyContact,
  privacyFile,
  retentionDays,
}: Pick<Config, 'privacyContact' | 'privacyFile'> &
  Partial<Pick<Config, 'retentionDays'>>): PrivacyWords {
  return {
    contact: privacyContact,
    text: privacyFile === undefined ? undefined : readText(privacyFile),
    retentionDays,
  }
}

function readText(file: string): string {
  const problem = (key: string, reason: string, values = {}) =>
    new ConfigError([
      {
        setting: 'PRIVACY_TEXT',
        error: new KeyedError(key, { file: quoted(file), ...values }, reason),
      },
    ])
  let text: string
  try {
    text = readFileSync(file, 'utf8')
      .replace(/^\uFEFF/, '')
      .replaceAll('\r\n', '\n')
      .trim()
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    throw problem('config-privacy-unreadable', `${quoted(file)} cannot be read (${code})`, { code })
  }
  if (text === '' || text.length > MAX_LENGTH) {
    throw problem(
      'config-privacy-length',
      `${quoted(file)} has ${text.length} characters: write 1 to ${MAX_LENGTH}`,
      { length: String(text.length), most: String(MAX_LENGTH) },
    )
  }
  return text
}
