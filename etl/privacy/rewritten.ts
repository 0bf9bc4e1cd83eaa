import { randomUUID } from 'node:crypto'

import { REWRITTEN_PREFIX } from '../lake/keys.ts'
import type { ObjectStore } from '../lake/store.ts'

/**
 * Changes before and after raw objects of the day are rewritten. Who began to read them before has rows that must not be
 * written any more; a Parquet object tells in its footer after which change it was built.
 */
export async function rewriting(raw: ObjectStore, date: string): Promise<string> {
  const body = await raw.get(`${REWRITTEN_PREFIX}${date}`)
  return Buffer.from(body ?? '').toString()
}

export async function markRewriting(raw: ObjectStore, date: string): Promise<void> {
  await raw.put(`${REWRITTEN_PREFIX}${date}`, Buffer.from(randomUUID()))
}
