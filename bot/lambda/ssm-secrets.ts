import { GetParametersCommand, type SSMClient } from '@aws-sdk/client-ssm'

export interface SsmSecretsOptions {
  readonly client: SSMClient
  /** The parameter that the webhook's registration writes; the others are set by a person. */
  readonly registered?: string
}

export interface Secrets {
  /**
   * The values of parameters by name. Reading the same ones again is served from memory, unless it failed.
   * @throws Error that names all missing parameters.
   */
  read<Name extends string>(...names: readonly Name[]): Promise<Readonly<Record<Name, string>>>
}

/** Secrets kept as SecureString in SSM's Parameter Store; at most ten are read together. */
export function ssmSecrets({ client, registered }: SsmSecretsOptions): Secrets {
  const known = new Map<string, Promise<Record<string, string>>>()

  async function readAll(names: readonly string[]): Promise<Record<string, string>> {
    const { Parameters = [] } = await client
      .send(new GetParametersCommand({ Names: [...names], WithDecryption: true }))
      .catch((error: Error) => {
        const what = `ssm: could not read ${names.join(', ')}: ${error.message}`
        throw new Error(what, { cause: error })
      })
    const values = Object.fromEntries(Parameters.map(({ Name = '', Value = '' }) => [Name, Value]))
    const missing = names.filter((name) => !values[name])
    if (missing.length > 0) throw new Error(missingMessage(missing, registered))
    return values
  }

  return {
    read<Name extends string>(...names: readonly Name[]) {
      const wanted = [...new Set(names)].sort()
      const key = wanted.join('\n')
      let values = known.get(key)
      if (!values) {
        values = readAll(wanted)
        known.set(key, values)
        values.catch(() => known.delete(key))
      }
      return values as Promise<Record<Name, string>>
    },
  }
}

/**
 * The secrets in one value, separated by commas or line breaks: two during a rotation.
 * @throws Error when the value is blank.
 */
export function secretsOf(value: string): string[] {
  const secrets = value
    .split(/[,\n]/)
    .map((secret) => secret.trim())
    .filter((secret) => secret !== '')
  if (secrets.length === 0) throw new Error('ssm: a secret is blank: set its value')
  return secrets
}

function missingMessage(names: readonly string[], registered: string | undefined): string {
  const [first, ...others] = names.filter((name) => name !== registered)
  if (first === undefined) {
    return `ssm: ${registered} missing: deploy with another WEBHOOK_VERSION, which writes it`
  }
  return (
    `ssm: ${[first, ...others].join(', ')} missing: set each with ` +
    `aws ssm put-parameter --type SecureString --name ${first} --value …`
  )
}
