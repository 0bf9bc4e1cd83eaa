import { readRows } from '../../etl/parquet-read.ts'
import type { Stores } from '../../etl/lake/store.ts'

/**
 * Where a lake still holds one of these texts, in either case: in the bytes of an object, its key, or, of a Parquet object, in
 * its rows, which are compressed.
 */
export async function tracesIn(
  { raw, enriched }: Stores,
  texts: readonly string[],
): Promise<string[]> {
  const wanted = texts.map((text) => text.toLowerCase())
  const traces: string[] = []
  for (const store of [raw, enriched]) {
    for await (const key of store.list('')) {
      const body = Buffer.from((await store.get(key)) ?? [])
      const seen = [key, body.toString(), decoded(body.toString())]
      if (key.endsWith('.parquet')) {
        for await (const row of readRows(body)) seen.push(JSON.stringify(row))
      }
      const all = seen.join('\n').toLowerCase()
      for (const text of wanted) if (all.includes(text)) traces.push(`${text} in ${key}`)
    }
  }
  return traces
}

/** JSON may escape letters. */
function decoded(text: string): string {
  return text.replace(/\\u([0-9a-f]{4})/gi, (_, code: string) =>
    String.fromCharCode(parseInt(code, 16)),
  )
}
