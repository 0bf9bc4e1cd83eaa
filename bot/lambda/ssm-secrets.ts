import { GetParametersCommand, type SSMClient } from '@aws-sdk/client-ssm'

export interface SsmSecretsOptions {
  readonly client: SSMClient
  /** A parameter that the registration of the webhook writes: the others a person does. */
  readonly registered?: string
}

export interface Secrets {
  /**
   * The values of parameters by their names. Asked for again, the same ones come from memory, unless reading
   * them failed.
   * @throws Error that names all that are missing.
   */
  read<Name extends string>(...names: readonly Name[]): Promise<Readonly<Record<Name, string>>>
}

/** Secrets kept as SecureString in the Parameter Store of SSM; at most ten are read together. */
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
 * The secrets in one value, separated by commas or line ends: two while one takes the place of the other.
 * @throws Error when there is none.
 */
export function secretsOf(value: string): string[] {
  const secrets = value
    .split(/[,\n]/)
    .map((secret) => secret.trim())
    .filter((secret) => secret !== '')
  if (secrets.length === 0) throw new Error('ssm: a secret is blank: put its value in')
  return secrets
}

function missingMessage(names: readonly string[], registered: string | undefined): string {
  const [first, ...others] = names.filter((name) => name !== registered)
  if (first === undefined) {
    return `ssm: ${registered} missing: deploy with another WEBHOOK_VERSION, which writes it`
  }
  return (
    `ssm: ${[first, ...others].join(', ')} missing: put each in with ` +
    `aws ssm put-parameter --type SecureString --name ${first} --value …`
  )
}
