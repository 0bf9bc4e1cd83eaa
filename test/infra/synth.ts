import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { App } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'

import { projectRoot } from '../../infra/paths.ts'
import { readSettings } from '../../infra/settings.ts'
import { TelegramLakeStack } from '../../infra/stack.ts'

export type Env = Readonly<Record<string, string>>

export interface Resource {
  readonly Type: string
  readonly Properties: Readonly<Record<string, unknown>>
}

/** The stack as the CLI synthesises it, with the flags of cdk.json but without bundles, which take long. */
export function makeStack(env: Env = {}, { validate = false } = {}) {
  const { context } = JSON.parse(readFileSync(join(projectRoot, 'infra/cdk.json'), 'utf8')) as {
    context: Record<string, unknown>
  }
  const app = new App({
    context: { ...context, 'aws:cdk:bundling-stacks': [] },
    builtinCloudFormationValidation: validate,
  })
  const settings = readSettings((name) => env[name])
  const stack = new TelegramLakeStack(app, `telegram-lake-${settings.stage}`, { settings })
  return { app, stack }
}

export function makeTemplate(env: Env = {}): Template {
  const { app, stack } = makeStack(env)
  const template = Template.fromStack(stack)
  rmSync(app.outdir, { recursive: true })
  return template
}

/** The one resource of this type with this logical id, ignoring the digits that CDK appends. */
export function resource(template: Template, type: string, idPrefix: string): Resource {
  const all = Object.entries(template.findResources(type)) as [string, Resource][]
  const found = all.filter(([id]) => id.replace(/[0-9A-F]{8}$/, '') === idPrefix)
  if (found.length !== 1) {
    throw new Error(
      `test: ${found.length} ${type} named ${idPrefix}: ${all.map(([id]) => id).join()}`,
    )
  }
  return found[0]![1]
}

/** References as text, without the digits that CDK appends: `<LakeRaw.Arn>/telegram/*`. */
export function readable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readable)
  if (typeof value !== 'object' || value === null) return value
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value as Record<string, unknown>
  if (typeof Ref === 'string')
    return Ref.startsWith('AWS::') ? `<${Ref.slice(5)}>` : `<${plain(Ref)}>`
  if (Array.isArray(attribute)) return `<${plain(String(attribute[0]))}.${attribute[1]}>`
  if (Array.isArray(join)) return (join[1] as unknown[]).map(readable).join(String(join[0]))
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, readable(each)]))
}

const plain = (logicalId: string) => logicalId.replace(/[0-9A-F]{8}$/, '')
