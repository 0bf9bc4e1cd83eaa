import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { CfnNamedQuery, CfnWorkGroup } from 'aws-cdk-lib/aws-athena'
import type { IGrantable } from 'aws-cdk-lib/aws-iam'
import { Bucket } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'

import { HIDDEN_PREFIX, TABLE_PREFIX } from '../etl/lake/keys.ts'
import { loadAnalyses } from '../sql/queries.ts'
import type { Catalog } from './catalog.ts'
import { allow, allowListing, allowObjects } from './grants.ts'
import { bucketDefaults, type Lake } from './lake.ts'

/** Where query results are, in their bucket. */
export const RESULTS_PREFIX = 'results/'

export interface AthenaProps {
  readonly workGroupName: string
  readonly lake: Lake
  readonly catalog: Catalog
  readonly scanLimitGigabytes: number
}

/** Where queries run: a workgroup with a scan limit, a bucket for results, and the analyses of sql/ as saved queries. */
export class Athena extends Construct {
  readonly workGroupName: string
  readonly results: Bucket
  private readonly lake: Lake
  private readonly catalog: Catalog

  constructor(scope: Construct, id: string, props: AthenaProps) {
    super(scope, id)
    this.lake = props.lake
    this.catalog = props.catalog
    this.workGroupName = props.workGroupName
    this.results = new Bucket(this, 'Results', {
      ...bucketDefaults,
      removalPolicy: RemovalPolicy.DESTROY,
      autoDeleteObjects: true,
      lifecycleRules: [
        {
          id: 'results',
          expiration: Duration.days(7),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    })
    const workGroup = new CfnWorkGroup(this, 'WorkGroup', {
      name: props.workGroupName,
      description: 'Reports of the bot and queries of analysts on the lake',
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
        bytesScannedCutoffPerQuery: props.scanLimitGigabytes * 1e9,
        publishCloudWatchMetricsEnabled: true,
        resultConfiguration: {
          outputLocation: this.results.s3UrlForObject(RESULTS_PREFIX),
          encryptionConfiguration: { encryptionOption: 'SSE_S3' },
          expectedBucketOwner: Stack.of(this).account,
        },
      },
    })
    for (const { name, title, text } of loadAnalyses()) {
      new CfnNamedQuery(this, `Analysis-${name}`, {
        name,
        description: title,
        database: props.catalog.databaseName,
        workGroup: workGroup.ref,
        queryString: text,
      })
    }
  }

  /** Allows running queries on the table in this workgroup, and reading and writing their results. */
  grantQueries(grantee: IGrantable): void {
    allow(
      grantee,
      [
        'athena:StartQueryExecution',
        'athena:StopQueryExecution',
        'athena:GetQueryExecution',
        'athena:GetQueryResults',
      ],
      [this.workGroupArn],
    )
    this.catalog.grantRead(grantee)
    allowObjects(grantee, this.lake.enriched, [TABLE_PREFIX], ['s3:GetObject'])
    allowListing(grantee, this.lake.enriched)
    // What must not be shown.
    allowObjects(grantee, this.lake.raw, [HIDDEN_PREFIX], ['s3:GetObject'])
    allowListing(grantee, this.lake.raw, HIDDEN_PREFIX)
    allowObjects(
      grantee,
      this.results,
      [RESULTS_PREFIX],
      ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
    )
    allowListing(grantee, this.results)
    // Athena looks up the bucket's region before it writes to it.
    allow(grantee, ['s3:GetBucketLocation'], [this.results.bucketArn])
  }

  get databaseName(): string {
    return this.catalog.databaseName
  }

  get workGroupArn(): string {
    return Stack.of(this).formatArn({
      service: 'athena',
      resource: 'workgroup',
      resourceName: this.workGroupName,
    })
  }
}
