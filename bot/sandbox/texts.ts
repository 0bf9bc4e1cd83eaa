import type { Texts } from '../i18n.ts'

/** The texts of the page, with the names of the values that the page itself puts in. */
const keys: Readonly<Record<string, readonly string[]>> = {
  'sandbox-hint': ['name'],
  'sandbox-hint-filling': ['done', 'total'],
  'sandbox-hint-close': [],
  'sandbox-members': ['count'],
  'sandbox-typing': ['name'],
  'sandbox-messages': [],
  'sandbox-write': ['name'],
  'sandbox-write-as': [],
  'sandbox-send': [],
  'sandbox-commands': [],
  'sandbox-join': ['name'],
  'sandbox-join-as': ['name'],
  'sandbox-reply': [],
  'sandbox-edit': [],
  'sandbox-editing': [],
  'sandbox-react': [],
  'sandbox-cancel': [],
  'sandbox-edited': [],
  'sandbox-bot': [],
  'sandbox-owner': [],
  'sandbox-admin': [],
  'sandbox-anonymous': [],
  'sandbox-member': [],
  'sandbox-stranger': [],
  'sandbox-today': [],
  'sandbox-yesterday': [],
  'sandbox-newest': [],
  'sandbox-picture': ['name'],
  'sandbox-close': [],
  'sandbox-offline': [],
  'sandbox-chat': [],
  'sandbox-lake': [],
  'sandbox-lake-about': [],
  'sandbox-raw-today': [],
  'sandbox-stored': [],
  'sandbox-nothing-stored': [],
  'sandbox-compacted': [],
  'sandbox-compacted-rows': ['rows', 'milliseconds'],
  'sandbox-compacted-never': [],
  'sandbox-waiting': [],
  'sandbox-up-to-date': [],
  'sandbox-compact': [],
  'sandbox-days': [],
  'sandbox-day-rows': ['day', 'rows'],
  'sandbox-sql': [],
  'sandbox-sql-run': [],
  'sandbox-sql-examples': [],
  'sandbox-sql-rows': ['rows', 'milliseconds'],
  'sandbox-sql-more': ['shown'],
  'sandbox-sql-empty': [],
  'sandbox-joined': ['name'],
  'sandbox-left': ['name'],
  'sandbox-pinned': ['name'],
  'sandbox-renamed': ['title'],
  'sandbox-service': [],
  'sandbox-unsupported': ['type'],
}

/** Key without `sandbox-` → text. Where the page puts in a value, the text has its name in braces. */
export function pageTexts(texts: Texts): Record<string, string> {
  const entries = Object.entries(keys).map(([key, names]) => {
    const values = Object.fromEntries(names.map((name) => [name, `{${name}}`]))
    return [key.slice('sandbox-'.length), texts.text(key, values)]
  })
  return Object.fromEntries(entries) as Record<string, string>
}
