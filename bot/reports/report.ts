import type { ReportQuery } from '../../sql/queries.ts'
import type { ChartSpec } from '../charts/spec.ts'
import type { Table } from '../engine/engine.ts'
import type { Texts } from '../i18n.ts'
import type { Period } from './period.ts'
import type { PreviousSpan, Span } from './spans.ts'

/** What a report needs besides its rows to be shown. */
export interface ReportView {
  readonly texts: Texts
  readonly period: Period
  /** What of the period has been and is in the archive: rates count this part only. */
  readonly archived: Span
  /** The group's first day in the lake, `now` when it has none yet (default: before the period). */
  readonly begins?: string
  /** The chat that asks, for links to its messages. */
  readonly chatId: number
  /** What figures are compared with, if the group's archive covers it. */
  readonly previous?: PreviousSpan
  /** The moment of asking, as wall-clock milliseconds in the lake's zone. */
  readonly now: number
}

/** A table for people, narrow enough for a phone. Cells are formatted; numbers are right-aligned. */
export interface TextTable {
  readonly columns: readonly { readonly name: string; readonly align: 'left' | 'right' }[]
  readonly rows: readonly (readonly string[])[]
  /** So many rows begin with a label of ours, which is never cut; the others with a person's name (default: none). */
  readonly labelledRows?: number
}

/** A line of words, some of which lead to a message. Pieces are separated by blanks. */
export type Line = readonly (string | Link)[]

export interface Link {
  readonly label: string
  readonly url: string
}

/** A report in the words of one language. */
export interface Presentation {
  /** The answer in words, one or two sentences. */
  readonly sentence: string
  /** What the picture does not show, where it shows every figure of the sentence: told below it in place of that. */
  readonly remark?: string
  readonly chart: ChartSpec
  readonly table: TextTable
  readonly lines?: readonly Line[]
}

/** One question that a group can ask: an SQL file, and how its rows are presented. */
export interface Report {
  /** Name of the SQL file, the chat command and the argument of `lake report`. */
  readonly name: string
  readonly query: ReportQuery
  /** Asked in its place about a day, or some hours. */
  readonly hourlyQuery?: ReportQuery
  /** Whether a button below it explains how its figures are known. */
  readonly hasExplanation?: boolean
  /** Refines the rows where SQL cannot: the same rows for chat, CSV and JSON. */
  refine?(table: Table): Table
  present(table: Table, view: ReportView): Presentation
}
