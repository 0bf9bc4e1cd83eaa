import type { Env } from '../../etl/lake/env.ts'
import { languages, type Language } from '../config.ts'

/** The language of the terminal's locale (`pt_BR.UTF-8`) when it is one of ours, else English. */
export function terminalLanguage({ LC_ALL, LC_MESSAGES, LANG }: Env): Language {
  const locale = (LC_ALL || LC_MESSAGES || LANG || 'en').toLowerCase()
  return languages.find((each) => locale.slice(0, 2) === each.slice(0, 2)) ?? 'en'
}
