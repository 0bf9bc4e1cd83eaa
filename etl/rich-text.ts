import { fields } from './lake/update.ts'

/** Telegram allows 16 levels; anything deeper than this is not read. */
const MAX_DEPTH = 64

/**
 * The blocks of a rich message (Bot API 10.1) as plain text: one line per block, table cells separated by tabs.
 * Pictures contribute their captions, buttons and formulas their text.
 */
export function richMessageText(richMessage: unknown): string {
  return blockLines(fields(richMessage)?.blocks, 0)
    .filter((line) => line.trim() !== '')
    .join('\n')
}

function blockLines(blocks: unknown, depth: number): string[] {
  if (!Array.isArray(blocks) || depth > MAX_DEPTH) return []
  return blocks.flatMap((block) => {
    const {
      items,
      cells,
      buttons,
      summary,
      text,
      expression,
      blocks: inner,
      caption,
      credit,
    } = fields(block) ?? {}
    return [
      richText(summary ?? text ?? expression, depth),
      ...array(items).flatMap((item) => listItemLines(item, depth)),
      ...array(cells).map((row) =>
        array(row)
          .map((cell) => cellText(cell, depth))
          .join('\t'),
      ),
      ...array(buttons).map((button) => richText(fields(button)?.text, depth)),
      ...blockLines(inner, depth + 1),
      captionText(caption, depth),
      richText(credit, depth),
    ]
  })
}

function listItemLines(item: unknown, depth: number): string[] {
  const { label, blocks } = fields(item) ?? {}
  const [first = '', ...rest] = blockLines(blocks, depth + 1)
  return [typeof label === 'string' && label !== '' ? `${label} ${first}` : first, ...rest]
}

function cellText(cell: unknown, depth: number): string {
  return richText(fields(cell)?.text, depth)
}

/** The caption of a table is rich text; that of a picture is an object with text and credit. */
function captionText(caption: unknown, depth: number): string {
  const { type, text, credit } = fields(caption) ?? {}
  if (type !== undefined || text === undefined) return richText(caption, depth)
  return [richText(text, depth), richText(credit, depth)].filter(Boolean).join('\n')
}

/** Rich text is a string, a list of rich texts, or an object around one. */
function richText(value: unknown, depth: number): string {
  if (typeof value === 'string') return value
  if (depth > MAX_DEPTH) return ''
  if (Array.isArray(value)) return value.map((part) => richText(part, depth + 1)).join('')
  const part = fields(value)
  if (!part) return ''
  const { text, alternative_text, expression, button } = part
  return richText(text ?? alternative_text ?? expression ?? fields(button)?.text, depth + 1)
}

function array(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
