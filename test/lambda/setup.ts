import { rmSync } from 'node:fs'

import type { TestProject } from 'vitest/node'

import { deploy, type Deployment } from './deployment.ts'
import { GROUP } from './group.ts'

declare module 'vitest' {
  interface ProvidedContext {
    deployment: Deployment
  }
}

/** Synthesises once for all tests. */
export default async function setup(project: TestProject): Promise<() => void> {
  const deployment = await deploy({
    TELEGRAM_CHAT_ID: String(GROUP),
    PRIVACY_CONTACT: 'privacy@example.org',
    LANGUAGE: 'en',
  })
  project.provide('deployment', deployment)
  return () => rmSync(deployment.root, { recursive: true })
}
