import stringWidth from 'string-width'

import { fitWidth, oneLine } from './display-text.ts'
import type { TextTable } from './report.ts'

const GAP = '  '
const MIN_NAME_WIDTH = 4

/** Put around right-to-left text, so that what follows stays on its right as in the other lines. */
const LEFT_TO_RIGHT_MARK = '\u200e'
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u

/**
 * A monospaced table by display width: emoji and CJK take two columns, combining marks none. To fit `maxWidth`, names
 * in the first column are cut and labels of ours continue on the next line; the other columns, which hold numbers, are
 * kept whole.
 */
export function formatTextTable(
  { columns, rows, labelledRows = 0 }: TextTable,
  maxWidth = 32,
): string {
  const names = columns.map(({ name }) => name)
  const headers = names.some((name) => name !== '') ? [names] : []
  const cells = [...headers, ...rows].map((row) =>
    columns.map((_, index) => oneLine(row[index] ?? '')),
  )
  const widths = columns.map((_, index) =>
    Math.max(0, ...cells.map((row) => stringWidth(row[index] ?? ''))),
  )
  const others = widths.slice(1).reduce((sum, width) => sum + width + GAP.length, 0)
  const room = Math.max(maxWidth - others, MIN_NAME_WIDTH)
  const lines = cells.flatMap(([first = '', ...numbers], index) => {
    const isLabel = index < headers.length + labelledRows
    const [label = '', ...rest] = isLabel ? wrap(first, room) : [fitWidth(first, room)]
    return [[label, ...numbers], ...rest.map((line) => [line])]
  })
  widths[0] = Math.max(0, ...lines.map(([first = '']) => stringWidth(first)))

  return lines
    .map((row) =>
      row
        .map((cell, index) => pad(cell, widths[index] ?? 0, columns[index]?.align === 'right'))
        .join(GAP)
        .trimEnd(),
    )
    .join('\n')
}

/** Breaks a label between words, and longer ones after dashes; only what is longer even so is cut. */
function wrap(label: string, width: number): string[] {
  const lines: string[] = []
  const words = label
    .split(/(?<=\s)/u)
    .flatMap((word) => (stringWidth(word.trimEnd()) <= width ? [word] : word.split(/(?<=\u2013)/u)))
  for (const word of words) {
    const line = `${lines.at(-1) ?? ''}${word}`
    if (lines.length > 0 && stringWidth(line.trimEnd()) <= width) lines.splice(-1, 1, line)
    else lines.push(word)
  }
  return lines.map((line) => fitWidth(line.trimEnd(), width))
}

function pad(text: string, width: number, toTheRight: boolean): string {
  const space = ' '.repeat(Math.max(0, width - stringWidth(text)))
  const shown = RIGHT_TO_LEFT.test(text)
    ? `${LEFT_TO_RIGHT_MARK}${text}${LEFT_TO_RIGHT_MARK}`
    : text
  return toTheRight ? space + shown : shown + space
}
