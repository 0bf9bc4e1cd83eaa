import { beforeAll, describe, expect, it } from 'vitest'

import { makeTemplate, readable, resource, type Resource } from './synth.ts'
import type { Template } from 'aws-cdk-lib/assertions'

interface Statement {
  readonly Action: string | readonly string[]
  readonly Effect: string
  readonly Resource: string | readonly string[]
  readonly Condition?: unknown
}

const arn = (service: string, name: string) =>
  `arn:<Partition>:${service}:<Region>:<AccountId>:${name}`
const parameter = (name: string) => arn('ssm', `parameter/telegram-lake/prod/${name}`)

const logOf = (name: string) => ({
  [`<${name}.Arn>`]: ['logs:CreateLogStream', 'logs:PutLogEvents'],
})
const reading = ['ssm:GetParameters']
const glue = [
  'glue:GetDatabase',
  'glue:GetPartition',
  'glue:GetPartitions',
  'glue:GetTable',
  'glue:GetTables',
]
const queries = [
  'athena:GetQueryExecution',
  'athena:GetQueryResults',
  'athena:StartQueryExecution',
  'athena:StopQueryExecution',
]
const queryRights = {
  [arn('glue', 'catalog')]: glue,
  [arn('glue', 'database/telegram_lake_prod')]: glue,
  [arn('glue', 'table/telegram_lake_prod/*')]: glue,
  [arn('glue', 'database/default')]: ['glue:GetDatabase'],
  '<LakeEnriched.Arn>': ['s3:ListBucket'],
  '<LakeRaw.Arn> when {"StringLike":{"s3:prefix":"state/privacy/hidden/*"}}': ['s3:ListBucket'],
  '<LakeRaw.Arn>/state/privacy/hidden/*': ['s3:GetObject'],
  '<AthenaResults.Arn>': ['s3:GetBucketLocation', 's3:ListBucket'],
  '<AthenaResults.Arn>/results/*': [
    's3:AbortMultipartUpload',
    's3:GetObject',
    's3:ListMultipartUploadParts',
    's3:PutObject',
  ],
}

const rights: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  BotWebhookRole: {
    ...logOf('BotWebhookLog'),
    '<LakeRaw.Arn>/telegram/*': ['s3:GetObject', 's3:PutObject'],
    '<LakeRaw.Arn>/quarantine/*': ['s3:GetObject', 's3:PutObject'],
    '<LakeRaw.Arn>/state/migrations/*': ['s3:GetObject', 's3:PutObject'],
    '<LakeRaw.Arn>/state/held/*': ['s3:GetObject', 's3:PutObject'],
    '<LakeRaw.Arn> when {"StringLike":{"s3:prefix":"state/migrations/*"}}': ['s3:ListBucket'],
    '<LakeRaw.Arn> when {"StringLike":{"s3:prefix":"state/held/*"}}': ['s3:ListBucket'],
    '<LakeRaw.Arn> when {"StringLike":{"s3:prefix":"state/privacy/*"}}': ['s3:ListBucket'],
    '<LakeRaw.Arn>/state/privacy/salt.json*': ['s3:GetObject'],
    '<BotJobsQueue.Arn>': ['sqs:SendMessage'],
    [parameter('bot-token')]: reading,
    [parameter('webhook-secret')]: reading,
    [parameter('bot-info')]: reading,
  },
  BotWorkerRole: {
    ...logOf('BotWorkerLog'),
    ...queryRights,
    [arn('athena', 'workgroup/telegram-lake-prod')]: queries,
    '<LakeRaw.Arn>': ['s3:ListBucket'],
    '<LakeRaw.Arn>/telegram/*': ['s3:GetObject', 's3:PutObject'],
    '<LakeRaw.Arn>/state/*': ['s3:GetObject', 's3:PutObject'],
    '<LakeRaw.Arn>/state/privacy/opted-out/*': ['s3:DeleteObject'],
    '<LakeRaw.Arn>/state/privacy/receipts/*': ['s3:DeleteObject'],
    '<LakeEnriched.Arn>/telegram/*': ['s3:GetObject', 's3:PutObject'],
    '<BotJobsQueue.Arn>': [
      'sqs:ChangeMessageVisibility',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:GetQueueUrl',
      'sqs:ReceiveMessage',
    ],
    [parameter('bot-token')]: reading,
    [parameter('bot-info')]: reading,
  },
  EtlFunctionRole: {
    ...logOf('EtlFunctionLog'),
    '<LakeRaw.Arn>': ['s3:ListBucket'],
    '<LakeRaw.Arn>/state/*': ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'],
    '<LakeRaw.Arn>/quarantine/*': ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'],
    '<LakeRaw.Arn>/telegram/*': ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'],
    '<LakeEnriched.Arn>': ['s3:ListBucket'],
    '<LakeEnriched.Arn>/telegram/*': ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'],
    '<EtlDeadLetters.Arn>': ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:SendMessage'],
  },
  BotRegistrationRegisterRole: {
    ...logOf('BotRegistrationRegisterLog'),
    [parameter('bot-token')]: reading,
    [parameter('webhook-secret')]: reading,
    [parameter('bot-info')]: ['ssm:PutParameter'],
  },
  BotRegistrationProviderRole: {
    ...logOf('BotRegistrationProviderLog'),
    '<BotRegistrationRegister.Arn>': ['lambda:GetFunction', 'lambda:InvokeFunction'],
    '<BotRegistrationRegister.Arn>:*': ['lambda:InvokeFunction'],
  },
  AnalystRole: {
    ...queryRights,
    [arn('glue', 'catalog')]: [...glue, 'glue:GetDatabases'],
    [arn('glue', 'database/*')]: ['glue:GetDatabases'],
    '<LakeEnriched.Arn>/telegram/*': ['s3:GetObject'],
    [arn('athena', 'workgroup/telegram-lake-prod')]: [
      ...queries,
      'athena:BatchGetNamedQuery',
      'athena:BatchGetQueryExecution',
      'athena:GetNamedQuery',
      'athena:GetQueryResultsStream',
      'athena:GetWorkGroup',
      'athena:ListNamedQueries',
      'athena:ListQueryExecutions',
    ],
    [arn('athena', 'datacatalog/AwsDataCatalog')]: [
      'athena:GetDataCatalog',
      'athena:GetDatabase',
      'athena:GetTableMetadata',
      'athena:ListDatabases',
      'athena:ListTableMetadata',
    ],
    '*': ['athena:ListDataCatalogs', 'athena:ListWorkGroups'],
  },
}

let template: Template
beforeAll(() => {
  template = makeTemplate()
})

describe('permissions', () => {
  it.each(Object.keys(rights))('%s allows exactly these actions', (role) => {
    expect(rightsOf(role)).toEqual(sorted(rights[role] ?? {}))
    expect(resource(template, 'AWS::IAM::Role', role).Properties).not.toHaveProperty(
      'ManagedPolicyArns',
    )
  })

  it('are listed here for every role with a policy', () => {
    const policies = Object.values(template.findResources('AWS::IAM::Policy')) as Resource[]
    const roles = policies.flatMap(({ Properties }) => readable(Properties['Roles']) as string[])
    const own = roles
      .map((role) => role.slice(1, -1))
      .filter((role) => !/^SchedulerRole/.test(role))
    expect(own.sort()).toEqual(Object.keys(rights).sort())
  })

  it('let the scheduler start the function and store what it could not start', () => {
    const [statements] = Object.entries(template.findResources('AWS::IAM::Policy'))
      .filter(([id]) => id.startsWith('SchedulerRole'))
      .map(([, policy]) => rightsIn(policy as Resource))
    expect(statements).toEqual({
      '<EtlFunction.Arn>': ['lambda:InvokeFunction'],
      '<EtlFunction.Arn>:*': ['lambda:InvokeFunction'],
      '<EtlDeadLetters.Arn>': ['sqs:SendMessage'],
    })
  })

  it('let only the account assume the role of analysts', () => {
    const trust = (env: Record<string, string>) =>
      readable(
        resource(makeTemplate(env), 'AWS::IAM::Role', 'AnalystRole').Properties[
          'AssumeRolePolicyDocument'
        ],
      )
    const statement = {
      Action: 'sts:AssumeRole',
      Effect: 'Allow',
      Principal: { AWS: 'arn:<Partition>:iam::<AccountId>:root' },
    }
    expect(trust({})).toMatchObject({ Statement: [statement] })
    expect(trust({ ANALYST_EXTERNAL_ID: 'team-7' })).toMatchObject({
      Statement: [{ ...statement, Condition: { StringEquals: { 'sts:ExternalId': 'team-7' } } }],
    })
  })
})

/** Resource → actions, across all statements. */
function rightsOf(role: string, of = template) {
  const policies = Object.values(of.findResources('AWS::IAM::Policy')) as Resource[]
  const own = policies.filter(({ Properties }) =>
    (readable(Properties['Roles']) as string[]).includes(`<${role}>`),
  )
  expect(own).toHaveLength(1)
  return rightsIn(own[0]!)
}

function rightsIn({ Properties }: Resource) {
  const { Statement } = readable(Properties['PolicyDocument']) as { Statement: Statement[] }
  const all: Record<string, string[]> = {}
  for (const { Action, Effect, Resource, Condition } of Statement) {
    expect(Effect).toBe('Allow')
    for (const name of [Resource].flat()) {
      const key = Condition ? `${name} when ${JSON.stringify(Condition)}` : name
      all[key] = [...(all[key] ?? []), ...[Action].flat()]
    }
  }
  return sorted(all)
}

function sorted(all: Readonly<Record<string, readonly string[]>>) {
  return Object.fromEntries(Object.entries(all).map(([key, actions]) => [key, actions.toSorted()]))
}
