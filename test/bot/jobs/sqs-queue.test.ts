import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { Job } from '../../../bot/jobs/job.ts'
import { jobsOfSqsEvent, sqsQueue } from '../../../bot/jobs/sqs-queue.ts'
import { clientConfig, ServiceError } from '../../helpers/aws/json-server.ts'
import { sqsEvent, sqsServer, type SqsServer } from '../../helpers/aws/sqs-server.ts'

const command: Job = {
  kind: 'command',
  update_id: 5,
  chat_id: -1001234567890,
  chat_type: 'supergroup',
  message_thread_id: 3,
  message_id: 9,
  user_id: 7,
  sender_chat_id: -1001234567890,
  command: 'stats',
  argument: "7d 'ção' 👩‍💻\n",
}
const button: Job = {
  kind: 'button',
  update_id: 6,
  chat_id: 7,
  chat_type: 'private',
  message_id: 10,
  has_photo: false,
  user_id: 7,
  callback_query_id: '4382bfdwdsb323b2d9',
  data: 'stats:7d',
}
const stranger: Job = {
  kind: 'strange_chat',
  update_id: 7,
  chat_id: -100999,
  title: 'Outro',
  is_channel: true,
  added_by: 8,
}
const member: Job = { kind: 'member', update_id: 8, chat_id: -1001234567890, user_id: 7 }
const jobs = [command, button, stranger, member]

let server: SqsServer
let client: SQSClient
beforeAll(async () => {
  server = await sqsServer()
  client = new SQSClient(clientConfig(server))
})
afterAll(async () => {
  client.destroy()
  await server.close()
})

describe('sqsQueue', () => {
  it('sends a message for each job, which comes out of the queue as the same job', async () => {
    const queue = sqsQueue({ client, queueUrl: server.queueUrl })
    for (const job of jobs) await queue.send(job)
    expect(server.inputsOf('SendMessage')[3]).toEqual({
      QueueUrl: server.queueUrl,
      MessageBody: '{"kind":"member","update_id":8,"chat_id":-1001234567890,"user_id":7}',
    })
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: server.queueUrl, MaxNumberOfMessages: 10 }),
    )
    const bodies = Messages.map(({ Body = '' }) => Body)
    expect(bodies).toEqual(server.bodies)
    expect(jobsOfSqsEvent(sqsEvent(...bodies))).toEqual({
      jobs: [
        { messageId: '00000000-0000-4000-8000-000000000001', job: command },
        { messageId: '00000000-0000-4000-8000-000000000002', job: button },
        { messageId: '00000000-0000-4000-8000-000000000003', job: stranger },
        { messageId: '00000000-0000-4000-8000-000000000004', job: member },
      ],
      unreadable: [],
    })

    for (const { ReceiptHandle } of Messages) {
      await client.send(new DeleteMessageCommand({ QueueUrl: server.queueUrl, ReceiptHandle }))
    }
    const rest = await client.send(new ReceiveMessageCommand({ QueueUrl: server.queueUrl }))
    expect(rest.Messages).toBeUndefined()
  })

  it('rejects when the job was not taken, so that the update is delivered again', async () => {
    const queue = sqsQueue({ client, queueUrl: server.queueUrl })
    const sent = server.bodies.length
    server.fail('SendMessage', 'drop')
    await expect(queue.send(member)).rejects.toThrow(
      'sqs: could not hand over the job of update 8: socket hang up',
    )
    server.fail('SendMessage', new ServiceError('RequestThrottled', 'Rate exceeded'))
    await expect(queue.send(member)).rejects.toThrow('Rate exceeded')
    const other = sqsQueue({ client, queueUrl: `${server.endpoint}/123456789012/nothing` })
    await expect(other.send(member)).rejects.toThrow('The specified queue does not exist.')
    expect(server.bodies.length).toBe(sent)
  })
})

describe('jobsOfSqsEvent', () => {
  it('drops unknown fields of a job, and accepts missing optional ones', () => {
    const body = JSON.stringify({
      ...stranger,
      is_channel: undefined,
      added_by: undefined,
      added_later: { a: 1 },
    })
    const [message] = jobsOfSqsEvent(sqsEvent(body)).jobs
    expect(message?.job).toEqual({
      kind: 'strange_chat',
      update_id: 7,
      chat_id: -100999,
      title: 'Outro',
    })
  })

  const without = (job: Job, name: string) => ({ ...job, [name]: undefined })

  it.each([
    ['', 'unknown kind of job'],
    ['not JSON: secret', 'unknown kind of job'],
    ['null', 'unknown kind of job'],
    ['[]', 'unknown kind of job'],
    ['"command"', 'unknown kind of job'],
    ['{}', 'unknown kind of job'],
    ['{"kind":5}', 'unknown kind of job'],
    ['{"kind":"toString"}', 'unknown kind of job'],
    ['{"kind":"__proto__"}', 'unknown kind of job'],
    ['{"kind":"erase","update_id":1}', 'unknown kind of job'],
    [without(command, 'update_id'), 'command job: missing or invalid update_id'],
    [without(command, 'argument'), 'command job: missing or invalid argument'],
    [{ ...command, chat_id: '-100' }, 'command job: missing or invalid chat_id'],
    [{ ...command, chat_id: 1.5 }, 'command job: missing or invalid chat_id'],
    [{ ...command, chat_id: null }, 'command job: missing or invalid chat_id'],
    [{ ...command, chat_type: 'sect' }, 'command job: missing or invalid chat_type'],
    [{ ...command, message_thread_id: null }, 'command job: missing or invalid message_thread_id'],
    [{ ...command, command: ['stats'] }, 'command job: missing or invalid command'],
    [{ ...button, has_photo: 1 }, 'button job: missing or invalid has_photo'],
    [{ ...button, data: {} }, 'button job: missing or invalid data'],
    [without(stranger, 'title'), 'strange_chat job: missing or invalid title'],
    [{ ...member, user_id: 2 ** 60 }, 'member job: missing or invalid user_id'],
  ])('has %j for unreadable, and says why without its text', (body, reason) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    expect(jobsOfSqsEvent(sqsEvent(text))).toEqual({
      jobs: [],
      unreadable: [{ messageId: '00000000-0000-4000-8000-000000000001', reason }],
    })
  })

  it('reads the others of an event', () => {
    const event = sqsEvent(JSON.stringify(member), '?', JSON.stringify(button))
    const { jobs: found, unreadable } = jobsOfSqsEvent(event)
    expect(found).toEqual([
      { messageId: '00000000-0000-4000-8000-000000000001', job: member },
      { messageId: '00000000-0000-4000-8000-000000000003', job: button },
    ])
    expect(unreadable.map(({ messageId }) => messageId)).toEqual([
      '00000000-0000-4000-8000-000000000002',
    ])
  })

  it.each([[undefined], [null], ['x'], [{}], [{ Records: {} }], [{ since: '2026-11-01' }]])(
    'rejects %j as not an SQS event',
    (event) => {
      expect(jobsOfSqsEvent(event)).toEqual({
        jobs: [],
        unreadable: [{ messageId: '', reason: 'not an SQS event' }],
      })
    },
  )

  it.each([[null], [5], [{}], [{ body: 5 }]])('has the record %j for unreadable', (record) => {
    expect(jobsOfSqsEvent({ Records: [record] })).toEqual({
      jobs: [],
      unreadable: [{ messageId: '', reason: 'unknown kind of job' }],
    })
  })

  it('accepts an empty event', () => {
    expect(jobsOfSqsEvent({ Records: [] })).toEqual({ jobs: [], unreadable: [] })
  })
})
