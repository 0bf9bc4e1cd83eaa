import { quoted } from '../../etl/lake/env.ts'
import type { AthenaConfig } from '../config.ts'
import { openEnvironment } from './environment.ts'
import { printResult } from './terminal.ts'
import { UsageError } from './usage.ts'

/** `lake connect powerbi`: prints a .pbids file that opens the lake in Athena from Power BI. */
export async function connect(tool: string): Promise<void> {
  if (tool !== 'powerbi') {
    throw new UsageError('cli-unknown-tool', { tool: quoted(tool) })
  }
  const { config } = await openEnvironment()
  const region = process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION
  if (!config.athena || !region) {
    throw new UsageError('cli-connect-settings')
  }
  printResult(JSON.stringify(powerBiSource(config.athena, region), undefined, 2))
}

/**
 * A Power BI data source over Athena's ODBC driver 2. It holds no credentials: the driver uses the AWS profile
 * of the person who opens the file.
 */
export function powerBiSource({ database, workgroup }: AthenaConfig, region: string): object {
  return {
    version: '0.1',
    connections: [
      {
        details: {
          protocol: 'odbc',
          address: {
            options: {
              driver: 'Amazon Athena ODBC (x64)',
              AwsRegion: region,
              Catalog: 'AwsDataCatalog',
              Schema: database,
              Workgroup: workgroup,
              AuthenticationType: 'Default Credentials',
            },
          },
          authentication: null,
          query: null,
        },
        options: {},
        // The only mode of Power BI's ODBC connector.
        mode: 'Import',
      },
    ],
  }
}
