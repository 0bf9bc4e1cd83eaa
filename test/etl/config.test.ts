import { describe, expect, it } from 'vitest'

import { loadLakeConfig } from '../../etl/config.ts'

describe('loadLakeConfig', () => {
  it('defaults to the folder .lake and the zone of São Paulo', () => {
    for (const env of [{}, { LAKE_DIR: '', TIME_ZONE: ' ', AWS_S3_BUCKET: '' }]) {
      const { location, zone } = loadLakeConfig(env)
      expect(location).toEqual({ type: 'folders', dir: '.lake' })
      expect(zone.name).toBe('America/Sao_Paulo')
    }
  })

  it('takes who may read the lake from LAKE_MODE', () => {
    expect(loadLakeConfig({ LAKE_MODE: 'group' }).location).toEqual({
      type: 'folders',
      dir: '.lake',
      mode: 'group',
    })
    expect(() => loadLakeConfig({ LAKE_MODE: '0640' })).toThrow(
      'LAKE_MODE: must be one of: private, group, all (got "0640")',
    )
  })

  it('uses S3 when both buckets are set', () => {
    expect(loadLakeConfig({ AWS_S3_BUCKET: 'raw', AWS_S3_ENRICHED: 'rich' }).location).toEqual({
      type: 'buckets',
      raw: 'raw',
      enriched: 'rich',
    })
  })

  it.each([
    [{ AWS_S3_BUCKET: 'raw' }, 'AWS_S3_ENRICHED is missing'],
    [{ AWS_S3_ENRICHED: 'rich' }, 'AWS_S3_BUCKET is missing'],
    [{ TIME_ZONE: 'Brasilia' }, 'TIME_ZONE: not a time zone: "Brasilia"'],
    [{ LAKE_DIR: 'lake[1]' }, '/lake[1]": choose a folder whose path has none of * ? [ ] { } ='],
    [{ LAKE_DIR: 'a/chat_id=7/lake' }, '/a/chat_id=7/lake": choose a folder'],
  ])('names the problem with %j', (env, message) => {
    expect(() => loadLakeConfig(env)).toThrow(message)
  })
})
