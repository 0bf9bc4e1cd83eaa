import { describe, expect, it } from 'vitest'

import { lake } from '../../helpers/cli-in-process.ts'

describe('lake connect', () => {
  it('prints a data source of Power BI over the workgroup, without credentials', async () => {
    const { code, stdout } = await lake(['connect', 'powerbi'], {
      env: {
        ATHENA_DATABASE: 'telegram_lake',
        ATHENA_WORKGROUP: 'analysts',
        AWS_REGION: 'sa-east-1',
      },
    })
    expect(code).toBe(0)
    const { version, connections } = JSON.parse(stdout) as {
      version: string
      connections: {
        details: { protocol: string; address: { options: object } }
        mode: string
      }[]
    }
    expect(version).toBe('0.1')
    expect(connections).toHaveLength(1)
    expect(connections[0]?.details.address.options).toEqual({
      driver: 'Amazon Athena ODBC (x64)',
      AwsRegion: 'sa-east-1',
      Catalog: 'AwsDataCatalog',
      Schema: 'telegram_lake',
      Workgroup: 'analysts',
      AuthenticationType: 'Default Credentials',
    })
    // Power BI's connector for ODBC knows no other.
    expect([connections[0]?.details.protocol, connections[0]?.mode]).toEqual(['odbc', 'Import'])
  })

  it('says what is missing, and what there is', async () => {
    const missing = await lake(['connect', 'powerbi'])
    expect([missing.code, missing.stderr]).toEqual([
      2,
      'set ATHENA_DATABASE, ATHENA_WORKGROUP and AWS_REGION: Power BI queries Athena\n',
    ])
    const unknown = await lake(['connect', 'excel'])
    expect([unknown.code, unknown.stderr]).toEqual([2, 'unknown tool "excel": choose powerbi\n'])
  })
})
