import { createHash, randomUUID } from 'node:crypto'

import type {
  DeleteMessageRequest,
  Message,
  ReceiveMessageRequest,
  ReceiveMessageResult,
  SendMessageRequest,
  SendMessageResult,
} from '@aws-sdk/client-sqs'

import { jsonServer, ServiceError, type JsonServer } from './json-server.ts'

export interface SqsServer extends JsonServer {
  readonly queueUrl: string
  /** The bodies of all messages sent, including deleted ones. */
  readonly bodies: readonly string[]
}

/** An SQS standard queue over HTTP on this machine. It delivers every message once. */
export async function sqsServer(): Promise<SqsServer> {
  const bodies: string[] = []
  const waiting: Message[] = []
  const inFlight = new Map<string, Message>()

  function checkQueue(url: string | undefined): void {
    if (url && new URL(url).pathname === QUEUE_PATH) return
    const code = 'QueueDoesNotExist'
    throw new ServiceError(code, 'The specified queue does not exist.')
  }

  function send({ QueueUrl, MessageBody = '' }: SendMessageRequest): SendMessageResult {
    checkQueue(QueueUrl)
    const message = { MessageId: randomUUID(), Body: MessageBody, MD5OfBody: md5(MessageBody) }
    bodies.push(MessageBody)
    waiting.push(message)
    return { MessageId: message.MessageId, MD5OfMessageBody: message.MD5OfBody }
  }

  function receive({ QueueUrl, MaxNumberOfMessages = 1 }: ReceiveMessageRequest) {
    checkQueue(QueueUrl)
    const Messages = waiting.splice(0, MaxNumberOfMessages).map((message) => {
      const ReceiptHandle = randomUUID()
      inFlight.set(ReceiptHandle, message)
      return { ...message, ReceiptHandle }
    })
    const result: ReceiveMessageResult = Messages.length > 0 ? { Messages } : {}
    return result
  }

  function remove({ QueueUrl, ReceiptHandle = '' }: DeleteMessageRequest): object {
    checkQueue(QueueUrl)
    if (!inFlight.delete(ReceiptHandle)) {
      throw new ServiceError('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.')
    }
    return {}
  }

  const server = await jsonServer('AmazonSQS', {
    SendMessage: send,
    ReceiveMessage: receive,
    DeleteMessage: remove,
  })
  return { ...server, queueUrl: `${server.endpoint}${QUEUE_PATH}`, bodies }
}

const QUEUE_PATH = '/123456789012/jobs'

/** The event that SQS invokes a function with. */
export function sqsEvent(...bodies: readonly string[]) {
  return {
    Records: bodies.map((body, index) => ({
      messageId: `00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`,
      receiptHandle: `receipt-${index + 1}`,
      body,
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: '1793545200000',
        SenderId: 'AROAEXAMPLE:webhook',
        ApproximateFirstReceiveTimestamp: '1793545200010',
      },
      messageAttributes: {},
      md5OfBody: md5(body),
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:us-east-1:123456789012:jobs',
      awsRegion: 'us-east-1',
    })),
  }
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex')
}
