/** The encodings of text files that tools of people write: PowerShell's `>` writes UTF-16. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be'

/**
 * The encoding of a text, told by its first bytes: by its byte-order mark, or without one by the zero that UTF-16 puts
 * beside an ASCII character. `TextDecoder` leaves out the mark.
 */
export function encodingOf([first, second]: Uint8Array): Encoding {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (first !== 0 && second === 0) return 'utf-16le'
  if (first === 0 && second !== 0) return 'utf-16be'
  return 'utf-8'
}

/** The text of a file, in whichever of the encodings it is, without its byte-order mark. */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes)
}
