/** Telegram's limits in UTF-16 units, not counting tags. */
export const MAX_CAPTION = 1024
export const MAX_TEXT = 4096

/** A text with HTML tags, and as it reads without them. */
export interface Html {
  readonly html: string
  readonly plain: string
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** Plain text. */
export function asHtml(text: string): Html {
  return { html: escapeHtml(text), plain: text }
}

/** In bold. */
export function bold(text: string): Html {
  return { html: `<b>${escapeHtml(text)}</b>`, plain: text }
}

/** A block in a monospaced font. */
export function pre(text: string): Html {
  return { html: `<pre>${escapeHtml(text)}</pre>`, plain: text }
}

export function link(label: string, url: string): Html {
  return { html: `<a href="${escapeHtml(url)}">${escapeHtml(label)}</a>`, plain: label }
}

export function joinHtml(parts: readonly Html[], separator: string): Html {
  return {
    html: parts.map(({ html }) => html).join(separator),
    plain: parts.map(({ plain }) => plain).join(separator),
  }
}

/** Cuts between characters to at most `length` UTF-16 units, with an ellipsis if anything is missing. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text
  let kept = ''
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (kept.length + segment.length > length - 1) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}
