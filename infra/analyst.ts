import { Stack } from 'aws-cdk-lib'
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam'
import { Construct } from 'constructs'

import type { Athena } from './athena.ts'
import type { Catalog } from './catalog.ts'
import { allow } from './grants.ts'

export interface AnalystProps {
  readonly athena: Athena
  readonly catalog: Catalog
  readonly externalId: string | undefined
}

/**
 * The role that analysts take, whoever in the account may assume it: it reads the enriched data through queries
 * in the workgroup. Raw updates are out of its reach.
 */
export class Analyst extends Construct {
  readonly role: Role

  constructor(scope: Construct, id: string, { athena, catalog, externalId }: AnalystProps) {
    super(scope, id)
    this.role = new Role(this, 'Role', {
      description: 'Queries the enriched messages in Athena and reads nothing else',
      assumedBy: new AccountRootPrincipal(),
      externalIds: externalId === undefined ? undefined : [externalId],
    })
    athena.grantQueries(this.role)
    allow(this.role, savedQueries, [athena.workGroupArn])
    const dataCatalog = {
      service: 'athena',
      resource: 'datacatalog',
      resourceName: 'AwsDataCatalog',
    }
    allow(this.role, catalogReading, [Stack.of(this).formatArn(dataCatalog)])
    catalog.grantListing(this.role)
    // Lists of names, which have no narrower resource.
    allow(this.role, ['athena:ListDataCatalogs', 'athena:ListWorkGroups'], ['*'])
  }
}

/** The console and drivers offer the saved analyses, and show what ran before. */
const savedQueries = [
  'athena:GetWorkGroup',
  'athena:ListNamedQueries',
  'athena:GetNamedQuery',
  'athena:BatchGetNamedQuery',
  'athena:ListQueryExecutions',
  'athena:BatchGetQueryExecution',
  'athena:GetQueryResultsStream',
]

/** Athena's own way of asking which tables there are; Glue's rights decide which it shows. */
const catalogReading = [
  'athena:GetDataCatalog',
  'athena:ListDatabases',
  'athena:GetDatabase',
  'athena:ListTableMetadata',
  'athena:GetTableMetadata',
]
