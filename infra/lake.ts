import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  ObjectOwnership,
  type BucketProps,
  type LifecycleRule,
} from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'

import {
  EARLIER_HELD_PREFIX,
  HELD_PREFIX,
  JOBS_PREFIX,
  ONCE_PREFIX,
  QUARANTINE_PREFIX,
  TABLE_PREFIX,
} from '../etl/lake/keys.ts'
import type { Settings } from './settings.ts'

/** All our buckets: encrypted, TLS 1.2 or later only, never public. */
export const bucketDefaults = {
  encryption: BucketEncryption.S3_MANAGED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
} satisfies BucketProps

/** Overwritten and deleted objects can be restored for a month. */
const keepVersions: LifecycleRule = {
  id: 'old-versions',
  abortIncompleteMultipartUploadAfter: Duration.days(1),
  noncurrentVersionExpiration: Duration.days(30),
  expiredObjectDeleteMarker: true,
}

/** No job is delivered again after two days. */
const forgetJobs: LifecycleRule = {
  id: 'job-marks',
  prefix: JOBS_PREFIX,
  expiration: Duration.days(3),
  noncurrentVersionExpiration: Duration.days(1),
}

/** What is done once is done again after two months at most. */
const forgetOnce: LifecycleRule = {
  id: 'once-marks',
  prefix: ONCE_PREFIX,
  expiration: Duration.days(63),
  noncurrentVersionExpiration: Duration.days(1),
}

/**
 * What the nightly run deletes, should it not run. A day later, since a rule counts from when an object was written and
 * looks at midnight in UTC: so no day goes that the run would keep, in whatever zone.
 */
function forgetDays(retentionDays: number, ...prefixes: string[]): LifecycleRule[] {
  return prefixes.map((prefix) => ({
    id: `retention-${prefix.replace(/\W/g, '-')}`,
    prefix,
    expiration: Duration.days(retentionDays + 1),
  }))
}

/** The lake's two buckets. They outlive the stack. */
export class Lake extends Construct {
  readonly raw: Bucket
  readonly enriched: Bucket

  constructor(scope: Construct, id: string, { retentionDays }: Pick<Settings, 'retentionDays'>) {
    super(scope, id)
    const retained = { ...bucketDefaults, versioned: true, removalPolicy: RemovalPolicy.RETAIN }
    const forget = (...prefixes: string[]) =>
      retentionDays === undefined ? [] : forgetDays(retentionDays, ...prefixes)
    const rawRules = [
      keepVersions,
      forgetJobs,
      forgetOnce,
      ...forget(TABLE_PREFIX, QUARANTINE_PREFIX, HELD_PREFIX, EARLIER_HELD_PREFIX),
    ]
    const enrichedRules = [keepVersions, ...forget(TABLE_PREFIX)]
    this.raw = new Bucket(this, 'Raw', { ...retained, lifecycleRules: rawRules })
    this.enriched = new Bucket(this, 'Enriched', { ...retained, lifecycleRules: enrichedRules })
  }
}
