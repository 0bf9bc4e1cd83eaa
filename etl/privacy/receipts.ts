// Receipts of erasures that are done: the pass that erases may run where nothing can be sent.
import { RECEIPTS_PREFIX } from '../lake/keys.ts'
import type { ObjectStore } from '../lake/store.ts'
import type { ErasureRequest, Receipt } from './requests.ts'

export interface DueReceipt extends Receipt {
  readonly key: string
}

/** The person is to be told that it is done, if they asked for that. */
export async function noteReceipt(raw: ObjectStore, request: ErasureRequest): Promise<void> {
  if (request.kind !== 'user' || !request.receipt) return
  const { receipt, askedAt } = request
  const key = `${RECEIPTS_PREFIX}${receipt.chatId}-${askedAt}.json`
  await raw.put(key, Buffer.from(JSON.stringify(receipt)))
}

/** The receipts to be sent. */
export async function dueReceipts(raw: ObjectStore): Promise<DueReceipt[]> {
  const due: DueReceipt[] = []
  for await (const key of raw.list(RECEIPTS_PREFIX)) {
    const body = await raw.get(key)
    if (body) due.push({ ...(JSON.parse(Buffer.from(body).toString()) as Receipt), key })
  }
  return due
}
