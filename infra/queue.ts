import { Duration } from 'aws-cdk-lib'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'

export interface QueueWithDeadLettersProps {
  readonly visibilityTimeout: Duration
  /** After this many deliveries a message becomes a dead letter. */
  readonly maxReceiveCount: number
}

/** A queue, and one for messages that could not be processed. */
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

/** Keeps messages for two weeks, so that there is time to investigate. */
export function deadLetterQueue(scope: Construct, id: string): Queue {
  return new Queue(scope, id, { ...queueDefaults, retentionPeriod: Duration.days(14) })
}

const queueDefaults = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true }
