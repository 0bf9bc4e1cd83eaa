import { asHtml, cut, joinHtml, link, pre, type Html } from '../html.ts'
import type { Texts } from '../i18n.ts'
import type { LinkLine, Presentation } from '../reports/report.ts'
import { formatTextTable } from '../reports/table.ts'

export interface ReportText {
  readonly presentation: Presentation
  /** The last line: zone, freshness, cost. */
  readonly footer: string
  readonly texts: Texts
}

/**
 * A report as text of at most `maxLength` characters: the sentence, the table, lines with links, the footer.
 * What does not fit is dropped, lines first, then table rows, and the text says how many.
 */
export function reportText({ presentation, footer, texts }: ReportText, maxLength: number): Html {
  const { sentence, table, lines = [] } = presentation
  for (let shownLines = lines.length; shownLines >= 0; shownLines -= 1) {
    const atLeast = shownLines === 0 ? 0 : table.rows.length
    for (let shownRows = table.rows.length; shownRows >= atLeast; shownRows -= 1) {
      const hidden = lines.length - shownLines + table.rows.length - shownRows
      const rows = table.rows.slice(0, shownRows)
      const text = joinHtml(
        [
          asHtml(sentence),
          ...(rows.length > 0 ? [pre(formatTextTable({ ...table, rows }))] : []),
          ...lines.slice(0, shownLines).map(linkLine),
          ...(hidden > 0 ? [asHtml(texts.text('rows-hidden', { count: hidden }))] : []),
          asHtml(footer),
        ],
        '\n',
      )
      if (text.plain.length <= maxLength) return text
    }
  }
  return asHtml(cut(`${sentence}\n${footer}`, maxLength))
}

function linkLine({ text, links }: LinkLine): Html {
  return joinHtml([asHtml(text), ...links.map(({ label, url }) => link(label, url))], ' ')
}
