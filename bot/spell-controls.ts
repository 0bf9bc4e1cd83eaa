/** Line feeds and tabs stay; the rest of these would steer a terminal, or change the order and lines of what it shows. */
const STEERING = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

/** The text with its control characters and direction marks spelt out (`\u001b`), as JSON does. */
export function spellControls(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(STEERING, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
