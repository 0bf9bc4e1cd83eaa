import { asHtml, cut, joinHtml, link, pre, type Html } from '../html.ts'
import type { Texts } from '../i18n.ts'
import type { Line, Presentation } from '../reports/report.ts'
import { formatTextTable } from '../reports/table.ts'

export interface ReportText {
  readonly presentation: Presentation
  /** How recent the data is; the picture says it too. */
  readonly footer: string
  /** What else to know about the figures. */
  readonly notes: readonly string[]
  readonly texts: Texts
}

export interface ReportTextOptions {
  /** Below the picture: what it says is not said again. */
  readonly hasPicture: boolean
  /** With the table, and all lines. */
  readonly isDetailed?: boolean
  /** In characters. */
  readonly maxLength: number
}

/** Below a picture, unless details are asked for. */
const FEW_LINES = 3

/** Whether there is more to say than a report says below its picture. */
export function hasDetails({ table, lines = [] }: Presentation): boolean {
  return table.rows.length > 0 || lines.length > FEW_LINES
}

/**
 * A report as text: below its picture the sentence (or remark) and the first lines or, in detail and without a picture, all of it.
 * What does not fit is dropped, lines first, then table rows, and the text says how many.
 */
export function reportText(
  { presentation, footer, notes, texts }: ReportText,
  { hasPicture, isDetailed = false, maxLength }: ReportTextOptions,
): Html {
  const { table, lines: allLines = [] } = presentation
  const sentence = (hasPicture ? presentation.remark : undefined) ?? presentation.sentence
  const isShort = hasPicture && !isDetailed
  const lines = isShort ? allLines.slice(0, FEW_LINES) : allLines
  const rows = isShort ? [] : table.rows
  const last = [...notes, ...(hasPicture ? [] : [footer])]
  for (let shownLines = lines.length; shownLines >= 0; shownLines -= 1) {
    const atLeast = shownLines === 0 ? 0 : rows.length
    for (let shownRows = rows.length; shownRows >= atLeast; shownRows -= 1) {
      const hidden = lines.length - shownLines + rows.length - shownRows
      const shown = rows.slice(0, shownRows)
      const text = joinHtml(
        [
          asHtml(sentence),
          ...(shown.length > 0 ? [pre(formatTextTable({ ...table, rows: shown }))] : []),
          ...lines.slice(0, shownLines).map(lineHtml),
          ...(hidden > 0 ? [asHtml(texts.text('rows-hidden', { count: hidden }))] : []),
          ...last.map(asHtml),
        ],
        '\n',
      )
      if (text.plain.length <= maxLength) return text
    }
  }
  return asHtml(cut([sentence, ...last].join('\n'), maxLength))
}

function lineHtml(line: Line): Html {
  return joinHtml(
    line.map((piece) => (typeof piece === 'string' ? asHtml(piece) : link(piece.label, piece.url))),
    ' ',
  )
}
