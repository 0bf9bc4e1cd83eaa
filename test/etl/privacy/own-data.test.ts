import { expect, it } from 'vitest'

import { ownData } from '../../../etl/privacy/own-data.ts'
import { privacyOf } from '../../../etl/privacy/privacy.ts'
import { tempLake } from '../../helpers/lake.ts'
import { messageUpdate } from '../../helpers/updates.ts'
import { ANA, ASKED, BIA, deliver, request } from './forgotten.ts'

it('tells nobody of others who have asked to be erased, and are not yet', async () => {
  const { stores, zone } = tempLake()
  await deliver(
    stores,
    messageUpdate(1, { from: ANA, text: 'um segredo' }),
    messageUpdate(2, {
      from: BIA,
      text: 'pergunta a Aninha, ou @anasiq',
      entities: [{ type: 'text_mention', offset: 11, length: 6, user: ANA }],
    }),
  )
  const options = { hasTime: () => true, maxBytes: 1e6 }
  const told = async (userId: number) => ownData({ ...stores, zone }, userId, options)
  expect(JSON.stringify(await told(BIA.id))).toContain('Siqueira')
  await privacyOf(stores.raw, () => ASKED).requestErasure(request)
  const ofBia = await told(BIA.id)
  expect(ofBia.updates).toMatchObject([{ message: { text: 'pergunta a ██████, ou ███████' } }])
  expect(JSON.stringify(ofBia)).not.toMatch(/siqueira|anasiq|70010001/i)
  expect((await told(ANA.id)).updates).toEqual([])
})
