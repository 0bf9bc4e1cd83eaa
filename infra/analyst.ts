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
 * The role for analysts, for anyone in the account who may assume it: it reads the enriched data through queries in
 * the workgroup, and cannot read raw updates.
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
    // Listing names cannot be narrowed to a resource.
    allow(this.role, ['athena:ListDataCatalogs', 'athena:ListWorkGroups'], ['*'])
  }
}

/** For consoles and drivers, which offer the saved analyses and show the query history. */
const savedQueries = [
  'athena:GetWorkGroup',
  'athena:ListNamedQueries',
  'athena:GetNamedQuery',
  'athena:BatchGetNamedQuery',
  'athena:ListQueryExecutions',
  'athena:BatchGetQueryExecution',
  'athena:GetQueryResultsStream',
]

/** How Athena lists tables; Glue permissions decide which ones it shows. */
const catalogReading = [
  'athena:GetDataCatalog',
  'athena:ListDatabases',
  'athena:GetDatabase',
  'athena:ListTableMetadata',
  'athena:GetTableMetadata',
]
