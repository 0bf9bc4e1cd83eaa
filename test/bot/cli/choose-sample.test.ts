import { describe, expect, it } from 'vitest'

import { chooseSample, holdSample } from '../../../bot/cli/choose-sample.ts'
import { listDays } from '../../../etl/listing.ts'
import { lake as cli } from '../../helpers/cli.ts'
import { lake } from '../../helpers/cli-in-process.ts'
import { tempLake } from '../../helpers/lake.ts'
import { messageUpdate, NOON } from '../../helpers/updates.ts'

describe('chooseSample', () => {
  it.each([
    ['pt-BR', 'lojistas'],
    ['es', 'lojistas'],
    ['en', 'ubuntu'],
  ] as const)('fits the language of an empty lake: %s', async (language, sample) => {
    const { dir, raw } = tempLake()
    expect(await chooseSample(dir, raw, { asked: undefined, language })).toBe(sample)
  })

  it('is the one that is asked for', async () => {
    const { dir, raw } = tempLake()
    expect(await chooseSample(dir, raw, { asked: 'ubuntu', language: 'pt-BR' })).toBe('ubuntu')
  })

  it('stays what the lake holds, whatever the language', async () => {
    const { dir, raw } = tempLake()
    await holdSample(raw, 'ubuntu')
    expect(await chooseSample(dir, raw, { asked: undefined, language: 'pt-BR' })).toBe('ubuntu')
    await expect(
      chooseSample(dir, raw, { asked: 'lojistas', language: 'en' }),
    ).rejects.toMatchObject({
      key: 'cli-sample-other',
      values: { dir, held: 'ubuntu', wanted: 'lojistas' },
    })
  })

  it('is not laid over other data', async () => {
    const { dir, raw, layUpdates } = tempLake()
    layUpdates(messageUpdate(1))
    await expect(
      chooseSample(dir, raw, { asked: 'lojistas', language: 'en' }),
    ).rejects.toMatchObject({ key: 'cli-sample-not-empty', values: { dir, wanted: 'lojistas' } })
  })
})

describe('lake start --sample', () => {
  it('knows the names', async () => {
    const { code, stderr } = await cli(['start', '--sample', 'windows'])
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'no sample is called windows: there are ubuntu, lojistas\n',
    })
  })

  it('is refused with a token', async () => {
    const env = { TELEGRAM_BOT_TOKEN: '123456:ABCDEF' }
    const { code, stderr } = await cli(['start', '--sample', 'ubuntu'], { env })
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: '--sample is for the sandbox, which opens without TELEGRAM_BOT_TOKEN\n',
    })
  })
})

describe('RETENTION_DAYS', () => {
  it.each([
    ['the sample, which is kept whole', {}, true, 1],
    [
      'a group of the sandbox that is archived for real',
      { TELEGRAM_BOT_TOKEN: '900:another' },
      true,
      0,
    ],
    ['what is no sample', {}, false, 0],
  ])('at lake etl over %s', async (_, env, isSample, kept) => {
    const { dir, raw, layUpdates } = tempLake()
    layUpdates(messageUpdate(1))
    if (isSample) await holdSample(raw, 'ubuntu')
    const now = NOON + 10 * 86_400
    const options = { dir, env: { ...env, RETENTION_DAYS: '5' }, now }
    expect(await lake(['etl'], options)).toMatchObject({ code: 0 })
    expect(await listDays(raw)).toHaveLength(kept)
  })
})
