import { SSMClient } from '@aws-sdk/client-ssm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { secretsOf, ssmSecrets } from '../../../bot/lambda/ssm-secrets.ts'
import { clientConfig, ServiceError } from '../../helpers/aws/json-server.ts'
import { ssmServer, type SsmServer } from '../../helpers/aws/ssm-server.ts'

const TOKEN = '/telegram-lake/prod/bot-token'
const SECRET = '/telegram-lake/prod/webhook-secret'

let server: SsmServer
let client: SSMClient
beforeEach(async () => {
  server = await ssmServer({ [TOKEN]: '110201543:AAHdqTcv', [SECRET]: 'one' })
  client = new SSMClient(clientConfig(server))
})
afterEach(async () => {
  client.destroy()
  await server.close()
})

describe('ssmSecrets', () => {
  it('reads all with one call, decrypted', async () => {
    const secrets = ssmSecrets({ client })
    expect(await secrets.read(TOKEN, SECRET)).toEqual({
      [TOKEN]: '110201543:AAHdqTcv',
      [SECRET]: 'one',
    })
    expect(server.requests).toEqual([
      {
        accessKey: 'test',
        operation: 'GetParameters',
        input: { Names: [TOKEN, SECRET], WithDecryption: true },
      },
    ])
  })

  it('asks once, however many ask, in whichever order, and at once', async () => {
    const secrets = ssmSecrets({ client })
    const first = await Promise.all([secrets.read(TOKEN, SECRET), secrets.read(SECRET, TOKEN)])
    server.parameters.set(SECRET, 'two')
    expect(await secrets.read(SECRET, TOKEN, SECRET)).toEqual(first[0])
    expect(first[1]).toEqual(first[0])
    expect(server.requests.length).toBe(1)
  })

  it('reads what was not asked for before', async () => {
    const secrets = ssmSecrets({ client })
    expect(await secrets.read(TOKEN)).toEqual({ [TOKEN]: '110201543:AAHdqTcv' })
    expect(await secrets.read(SECRET)).toEqual({ [SECRET]: 'one' })
    expect(server.requests.length).toBe(2)
  })

  it('names all that are missing in one error, with the way out', async () => {
    server.parameters.clear()
    await expect(ssmSecrets({ client }).read(TOKEN, SECRET)).rejects.toThrow(
      'ssm: /telegram-lake/prod/bot-token, /telegram-lake/prod/webhook-secret missing: set each with ' +
        'aws ssm put-parameter --type SecureString --name /telegram-lake/prod/bot-token --value …',
    )
  })

  it('says of what the registration writes how to have it written', async () => {
    const info = '/telegram-lake/prod/bot-info'
    const secrets = ssmSecrets({ client, registered: info })
    await expect(secrets.read(TOKEN, info)).rejects.toThrow(
      `ssm: ${info} missing: deploy with another WEBHOOK_VERSION, which writes it`,
    )
    server.parameters.delete(TOKEN)
    await expect(secrets.read(TOKEN, info)).rejects.toThrow(`ssm: ${TOKEN} missing: set each`)
  })

  it('names only what is missing', async () => {
    server.parameters.delete(SECRET)
    const error = await ssmSecrets({ client })
      .read(TOKEN, SECRET)
      .catch((reason: Error) => reason)
    expect((error as Error).message).toMatch(/^ssm: \/telegram-lake\/prod\/webhook-secret missing/)
    expect(String(error)).not.toContain('AAHdqTcv')
  })

  it('tries again after a failure, and keeps what it then reads', async () => {
    const secrets = ssmSecrets({ client })
    server.fail('GetParameters', 'drop')
    await expect(secrets.read(TOKEN)).rejects.toThrow(/^ssm: could not read .*bot-token: /)
    server.fail('GetParameters', new ServiceError('AccessDeniedException', 'not authorized'))
    const denied = secrets.read(TOKEN)
    await expect(denied).rejects.toThrow(`ssm: could not read ${TOKEN}: not authorized`)
    await expect(denied).rejects.toHaveProperty('cause.name', 'AccessDeniedException')

    server.parameters.delete(TOKEN)
    await expect(secrets.read(TOKEN)).rejects.toThrow('missing')
    server.parameters.set(TOKEN, 'new')
    expect(await secrets.read(TOKEN)).toEqual({ [TOKEN]: 'new' })
    expect(await secrets.read(TOKEN)).toEqual({ [TOKEN]: 'new' })
    expect(server.requests.length).toBe(4)
  })
})

describe('secretsOf', () => {
  it.each([
    ['one', ['one']],
    ['one\n', ['one']],
    ['one,two', ['one', 'two']],
    [' one , two ', ['one', 'two']],
    ['one\r\ntwo\r\n', ['one', 'two']],
    ['one\n\n,two', ['one', 'two']],
    ['A-z_09', ['A-z_09']],
  ])('finds in %j: %j', (value, secrets) => {
    expect(secretsOf(value)).toEqual(secrets)
  })

  it.each(['', ' ', ',\n,'])('refuses %j, with which nobody could come in', (value) => {
    expect(() => secretsOf(value)).toThrow('ssm: a secret is blank: set its value')
  })
})
