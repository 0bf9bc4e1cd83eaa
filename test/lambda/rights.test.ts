import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import { GetParametersCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { clientConfig } from '../helpers/aws/json-server.ts'
import { parameters, startCloud, type Cloud } from './cloud.ts'

let cloud: Cloud
beforeAll(async () => {
  cloud = await startCloud()
})
afterAll(() => {
  cloud.denied.length = 0
  return cloud.close()
})

/** Clients with the role of this function. */
function as(accessKeyId: string) {
  const credentials = { accessKeyId, secretAccessKey: 'test' }
  return {
    s3: new S3Client({ ...clientConfig(cloud.s3), credentials, forcePathStyle: true }),
    ssm: new SSMClient({ ...clientConfig(cloud.ssm), credentials }),
  }
}

const arn = (name: string) => `arn:<Partition>:ssm:<Region>:<AccountId>:parameter${name}`

// All other tests here run under these roles, so they show that the functions have every permission they need.
describe('the role of the webhook', () => {
  it('refuses what the webhook does not need', async () => {
    const { s3, ssm } = as('webhook')
    const read = (Key: string) => s3.send(new GetObjectCommand({ Bucket: 'raw', Key }))
    const list = (Prefix: string) => s3.send(new ListObjectsV2Command({ Bucket: 'raw', Prefix }))
    await expect(read('state/zone')).rejects.toThrow('AccessDenied')
    await expect(list('telegram/')).rejects.toThrow('AccessDenied')
    await expect(list('state/migrations/')).resolves.toMatchObject({ KeyCount: 0 })
    const put = { Name: parameters.botInfo, Value: '{}', Overwrite: true }
    await expect(ssm.send(new PutParameterCommand(put))).rejects.toThrow('not authorized')
    expect(cloud.denied).toEqual([
      { action: 's3:GetObject', resource: '<LakeRaw.Arn>/state/zone' },
      { action: 's3:ListBucket', resource: '<LakeRaw.Arn>', prefix: 'telegram/' },
      { action: 'ssm:PutParameter', resource: arn('/telegram-lake/prod/bot-info') },
    ])
  })

  it('allows reading the secret, while that of the worker does not', async () => {
    const names = { Names: [parameters.token, parameters.secret] }
    const read = (who: string) => as(who).ssm.send(new GetParametersCommand(names))
    await expect(read('webhook')).resolves.toMatchObject({ InvalidParameters: [] })
    await expect(read('worker')).rejects.toThrow('not authorized')
    expect(cloud.denied.at(-1)).toEqual({
      action: 'ssm:GetParameters',
      resource: arn('/telegram-lake/prod/webhook-secret'),
    })
  })
})
