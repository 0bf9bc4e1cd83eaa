#!/usr/bin/env node
// The command `lake`. The sources are TypeScript and run without a build.
import { register } from 'tsx/esm/api'

register()
const { main } = await import('./cli/main.ts')
await main(process.argv)
