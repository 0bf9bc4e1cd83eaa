import { rmSync } from 'node:fs'

import { Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import { CfnBucket } from 'aws-cdk-lib/aws-s3'
import { afterEach, describe, expect, it } from 'vitest'

import { makeStack } from './synth.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** Synthesis with all checks of CDK and cdk-nag. */
function synthesise(change: (made: ReturnType<typeof makeStack>) => void = () => {}) {
  const env = {
    ALARM_EMAIL: 'on-call@example.org',
    TELEGRAM_CHAT_ID: '-100123',
    PRIVACY_CONTACT: 'privacy@example.org',
  }
  const made = makeStack(env, { validate: true })
  Validations.of(made.app).addPlugins(new AwsSolutionsChecks(made.app))
  change(made)
  folders.push(made.app.outdir)
  return made.app.synth()
}

describe('validation', () => {
  it(
    "finds nothing by CDK's rules or cdk-nag's that is not acknowledged",
    { timeout: 60_000 },
    () => {
      const { stacks } = synthesise()
      expect(stacks.flatMap(({ messages }) => messages)).toEqual([])
    },
  )

  it('finds a bucket that is open', { timeout: 60_000 }, () => {
    const addBucket = ({ stack }: ReturnType<typeof makeStack>) => new CfnBucket(stack, 'Open')
    expect(() => synthesise(addBucket)).toThrow('does not require requests to use SSL')
  })
})
