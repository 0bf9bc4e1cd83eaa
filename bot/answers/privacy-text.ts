import { asHtml, bold, joinHtml, type Html } from '../html.ts'
import type { Texts } from '../i18n.ts'
import type { PrivacyWords } from '../privacy-words.ts'

/** What `/privacy` says: the operator's text or ours, what people can do, and whom to ask. */
export function privacyText(texts: Texts, { contact, text, retentionDays }: PrivacyWords): Html {
  const about = text ?? texts.text('privacy', { days: retentionDays ?? 0 })
  const whom = texts.text('privacy-contact', { contact: contact ?? 'nobody' })
  const sections = [about, texts.text('privacy-choice'), whom].flatMap((each) =>
    each.split(/\n{2,}/),
  )
  return joinHtml(sections.map(withHeading), '\n\n')
}

/** What a group is told when its messages begin to be archived. */
export function noticeText(texts: Texts, words: PrivacyWords): Html {
  if (words.text !== undefined) return privacyText(texts, words)
  const { contact = 'nobody', retentionDays: days = 0 } = words
  return asHtml(texts.text('privacy-notice', { contact, days }))
}

/** A section whose first line is its heading; a single line is none. */
function withHeading(section: string): Html {
  const [heading = '', ...lines] = section.split('\n')
  return joinHtml([lines.length > 0 ? bold(heading) : asHtml(heading), ...lines.map(asHtml)], '\n')
}
