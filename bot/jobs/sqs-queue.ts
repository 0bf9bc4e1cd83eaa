import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs'

import type { Job } from './job.ts'
import { field, parseJob } from './parse-job.ts'
import type { JobQueue } from './queue.ts'

export interface SqsQueueOptions {
  readonly client: SQSClient
  readonly queueUrl: string
}

/** A standard SQS queue: one message per job, with the job as JSON in its body. */
export function sqsQueue({ client, queueUrl }: SqsQueueOptions): JobQueue {
  return {
    async send(job) {
      const MessageBody = JSON.stringify(job)
      try {
        await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }))
      } catch (error) {
        const what = `sqs: could not hand over the job of update ${job.update_id}`
        throw new Error(`${what}: ${(error as Error).message}`, { cause: error })
      }
    },
  }
}

export interface JobMessage {
  /** Identifies the message when SQS is asked to redeliver it. */
  readonly messageId: string
  readonly job: Job
}

export interface UnreadableMessage {
  readonly messageId: string
  /** Does not quote the message. */
  readonly reason: string
}

/** The jobs in an SQS event, in its order, and the messages that are not valid jobs. */
export function jobsOfSqsEvent(event: unknown): {
  jobs: JobMessage[]
  unreadable: UnreadableMessage[]
} {
  const jobs: JobMessage[] = []
  const unreadable: UnreadableMessage[] = []
  const records = field(event, 'Records')
  if (!Array.isArray(records)) {
    return { jobs, unreadable: [{ messageId: '', reason: 'not an SQS event' }] }
  }
  for (const record of records) {
    const messageId = String(field(record, 'messageId') ?? '')
    const job = parseJob(field(record, 'body'))
    if (typeof job === 'string') unreadable.push({ messageId, reason: job })
    else jobs.push({ messageId, job })
  }
  return { jobs, unreadable }
}
