import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { CfnNamedQuery, CfnWorkGroup } from 'aws-cdk-lib/aws-athena'
import type { IGrantable } from 'aws-cdk-lib/aws-iam'
import { Bucket } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'

import { TABLE_PREFIX } from '../etl/lake/keys.ts'
import type { Catalog } from './catalog.ts'
import { allow, allowListing, allowObjects } from './grants.ts'
import { bucketDefaults, type Lake } from './lake.ts'
import { projectRoot } from './paths.ts'

export interface AthenaProps {
  readonly workGroupName: string
  readonly lake: Lake
  readonly catalog: Catalog
  readonly scanLimitGigabytes: number
}

/** Where queries run: a workgroup with a limit, a bucket for results, and the analyses of sql/ to start from. */
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
      description: 'Reports of the bot and queries of analysts over the lake',
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
        bytesScannedCutoffPerQuery: props.scanLimitGigabytes * 1e9,
        publishCloudWatchMetricsEnabled: true,
        resultConfiguration: {
          outputLocation: this.results.s3UrlForObject('results/'),
          encryptionConfiguration: { encryptionOption: 'SSE_S3' },
          expectedBucketOwner: Stack.of(this).account,
        },
      },
    })
    for (const { name, title, text } of analyses()) {
      new CfnNamedQuery(this, `Analysis-${name}`, {
        name,
        description: title,
        database: props.catalog.databaseName,
        workGroup: workGroup.ref,
        queryString: text,
      })
    }
  }

  /** Runs queries over the table in this workgroup, and reads and writes their results. */
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
    allowObjects(
      grantee,
      this.results,
      ['results/'],
      ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
    )
    allowListing(grantee, this.results)
    // Athena looks where the bucket is before it writes to it.
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

/** The files of sql/analyses; the first sentence of each says what it answers. */
function analyses() {
  const folder = join(projectRoot, 'sql/analyses')
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'))
  return files.sort().map((file) => {
    const text = readFileSync(join(folder, file), 'utf8')
    const header = /^(?:--[^\n]*\n)+/.exec(text)?.[0] ?? ''
    const prose = header.replace(/^-- ?/gm, '').replace(/\s+/g, ' ').trim()
    const title = prose.split(/(?<=\.)\s/)[0] ?? ''
    return { name: file.replace(/\.sql$/, ''), title, text }
  })
}
