import { expect, it } from 'vitest'

import { createOpenOffers } from '../../../bot/archive/open-offers.ts'
import { tempLake } from '../../helpers/lake.ts'

it('no more than a hundred offers are open, each as often as it is made', async () => {
  const { raw, lay } = tempLake()
  for (let chat_id = 1; chat_id <= 100; chat_id += 1) {
    lay(`state/offers/${chat_id}`, JSON.stringify({ chat_id, title: 'Grupo' }))
  }
  const offers = createOpenOffers(raw)
  expect(await offers.keep({ chat_id: 101, title: 'Outro' })).toBe(false)
  expect(await offers.keep({ chat_id: 7, title: 'Novo nome' })).toBe(true)
  expect(await offers.all()).toHaveLength(100)
  await offers.remove(8)
  expect(await offers.keep({ chat_id: 101, title: 'Outro' })).toBe(true)
})
