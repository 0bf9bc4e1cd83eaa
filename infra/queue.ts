import { Duration } from 'aws-cdk-lib'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'

export interface QueueWithDeadLettersProps {
  readonly visibilityTimeout: Duration
  /** After so many deliveries a message is a dead letter. */
  readonly maxReceiveCount: number
}

/** A queue, and beside it the one for messages that nobody could work on. */
export class QueueWithDeadLetters extends Construct {
  readonly queue: Queue
  readonly deadLetters: Queue

  constructor(scope: Construct, id: string, props: QueueWithDeadLettersProps) {
    super(scope, id)
    this.deadLetters = deadLetterQueue(this, 'DeadLetters')
    this.queue = new Queue(this, 'Queue', {
      ...queueDefaults,
      visibilityTimeout: props.visibilityTimeout,
      retentionPeriod: Duration.days(1),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: props.maxReceiveCount },
    })
  }
}

/** Kept for two weeks, so that there is time to look. */
export function deadLetterQueue(scope: Construct, id: string): Queue {
  return new Queue(scope, id, { ...queueDefaults, retentionPeriod: Duration.days(14) })
}

const queueDefaults = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true }
