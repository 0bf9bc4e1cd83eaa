import stringWidth from 'string-width'

import { fitWidth, oneLine } from './display-text.ts'
import type { TextTable } from './report.ts'

const GAP = '  '
const MIN_NAME_WIDTH = 4

/** Put around right-to-left text, so that what follows stays on its right as in the other lines. */
const LEFT_TO_RIGHT_MARK = '\u200e'
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u

/**
 * A monospaced table by display width: emoji and CJK take two columns, combining marks none. The first column is
 * cut to fit `maxWidth`; the others, which hold numbers, never are.
 */
export function formatTextTable({ columns, rows }: TextTable, maxWidth = 32): string {
  const names = columns.map(({ name }) => name)
  const cells = [...(names.some((name) => name !== '') ? [names] : []), ...rows].map((row) =>
    columns.map((_, index) => oneLine(row[index] ?? '')),
  )
  const widths = columns.map((_, index) =>
    Math.max(0, ...cells.map((row) => stringWidth(row[index] ?? ''))),
  )
  const others = widths.slice(1).reduce((sum, width) => sum + width + GAP.length, 0)
  widths[0] = Math.min(widths[0] ?? 0, Math.max(maxWidth - others, MIN_NAME_WIDTH))

  return cells
    .map((row) =>
      row
        .map((cell, index) => {
          const width = widths[index] ?? 0
          return pad(fitWidth(cell, width), width, columns[index]?.align === 'right')
        })
        .join(GAP)
        .trimEnd(),
    )
    .join('\n')
}

function pad(text: string, width: number, toTheRight: boolean): string {
  const space = ' '.repeat(Math.max(0, width - stringWidth(text)))
  const shown = RIGHT_TO_LEFT.test(text)
    ? `${LEFT_TO_RIGHT_MARK}${text}${LEFT_TO_RIGHT_MARK}`
    : text
  return toTheRight ? space + shown : shown + space
}
