import { once } from 'node:events'

import type { Env } from '../../etl/lake/env.ts'
import { languages, type Language } from '../config.ts'
import { textsOf, type Texts } from '../i18n.ts'
import { spellControls } from '../spell-controls.ts'

/** The language of the terminal's locale when the program speaks it, else English. */
export function terminalLanguage(env: Env, platform = process.platform): Language {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || (platform === 'win32' ? system() : '')
  const tag = locale.toLowerCase()
  return (
    languages.find((each) =>
      new RegExp(`^${each.slice(0, 2)}\\b|^${each.slice(0, 2)}_`).test(tag),
    ) ?? 'en'
  )
}

/** Windows has no locale in its environment. */
function system(): string {
  return new Intl.DateTimeFormat().resolvedOptions().locale
}

/** The texts in the language of this terminal. */
export function terminalTexts(): Texts {
  return textsOf(terminalLanguage(process.env))
}

/** Writes a result to standard output: as it is to a file or another program, without control characters to a terminal. */
export function printResult(text: string): void {
  process.stdout.write(`${process.stdout.isTTY ? spellControls(text) : text}\n`)
}

/** The reader has closed the output, as `| head` does. */
export class NobodyReads extends Error {
  override name = 'NobodyReads'
}

/**
 * Writes a part of a result, as `printResult` but without a line break, and resolves when there is room for more.
 * @throws NobodyReads
 */
export async function printPart(text: string): Promise<void> {
  const { stdout } = process
  if (stdout.write(stdout.isTTY ? spellControls(text) : text)) return
  try {
    await once(stdout, 'drain')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') throw new NobodyReads()
    throw error
  }
}

/** Writes a line for people to standard error, without control characters. */
export function printNote(text: string): void {
  process.stderr.write(`${spellControls(text)}\n`)
}
