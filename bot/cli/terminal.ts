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

/** Writes a line for people to standard error, without control characters. */
export function printNote(text: string): void {
  process.stderr.write(`${spellControls(text)}\n`)
}
