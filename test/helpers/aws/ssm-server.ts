import type {
  GetParametersRequest,
  GetParametersResult,
  PutParameterRequest,
  PutParameterResult,
} from '@aws-sdk/client-ssm'

import { jsonServer, ServiceError, type JsonServer } from './json-server.ts'

export interface SsmServer extends JsonServer {
  /** Values by name; tests may change them at any time. */
  readonly parameters: Map<string, string>
}

/** SSM's Parameter Store over HTTP on this machine. */
export async function ssmServer(values: Readonly<Record<string, string>> = {}): Promise<SsmServer> {
  const parameters = new Map(Object.entries(values))

  function getParameters({ Names = [], WithDecryption }: GetParametersRequest) {
    if (Names.length === 0 || Names.length > 10 || new Set(Names).size < Names.length) {
      throw new ServiceError('ValidationException', 'expected 1 to 10 distinct names')
    }
    const result: GetParametersResult = {
      Parameters: Names.filter((name) => parameters.has(name)).map((Name) => ({
        Name,
        Type: 'SecureString',
        Value: WithDecryption ? parameters.get(Name) : 'AQICAHhencrypted',
        Version: 1,
      })),
      InvalidParameters: Names.filter((name) => !parameters.has(name)),
    }
    return result
  }

  function putParameter({ Name = '', Value = '', Overwrite }: PutParameterRequest) {
    if (parameters.has(Name) && !Overwrite) {
      throw new ServiceError('ParameterAlreadyExists', 'The parameter already exists.')
    }
    parameters.set(Name, Value)
    const result: PutParameterResult = { Version: 1, Tier: 'Standard' }
    return result
  }

  const server = await jsonServer('AmazonSSM', {
    GetParameters: getParameters,
    PutParameter: putParameter,
  })
  return { ...server, parameters }
}
