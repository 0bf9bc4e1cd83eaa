// npm run bench:lambda: how long each function's bundle takes to load on Lambda's Node, beside that Node with nothing to
// do. Medians of fresh processes that take turns, on this machine's processor.
import { execFileSync } from 'node:child_process'
import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { deploy, functionNames, type DeployedFunction } from '../lambda/deployment.ts'

/** Processes of each kind. */
const RUNS = 15

const { root, node, functions } = await deploy({
  TELEGRAM_CHAT_ID: '-1001000000001',
  PRIVACY_CONTACT: 'privacy@example.org',
})
try {
  const rows = functionNames.map((name) => ({
    name,
    bytes: statSync(join(functions[name].folder, 'index.mjs')).size,
    imports: [] as number[],
    processes: [] as number[],
  }))
  const bare: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    bare.push(timeOf(() => execFileSync(node, ['-e', ''])))
    for (const row of rows) {
      row.processes.push(timeOf(() => row.imports.push(load(functions[row.name]))))
    }
  }
  const version = execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim()
  console.log(`Node ${version}, ${RUNS} fresh processes of each\n`)
  console.log('| function | bundle | import | whole process | bare Node | ratio |')
  console.log('| --- | ---: | ---: | ---: | ---: | ---: |')
  for (const { name, bytes, imports, processes } of rows) {
    const ratio = (median(processes) / median(bare)).toFixed(2)
    console.log(
      `| ${name} | ${Math.round(bytes / 1000)} KB | ${Math.round(median(imports))} ms | ` +
        `${Math.round(median(processes))} ms | ${Math.round(median(bare))} ms | ${ratio} |`,
    )
  }
} finally {
  rmSync(root, { recursive: true })
}

/** Milliseconds that the import took, as the process itself says. */
function load({ folder, variables }: DeployedFunction): number {
  const url = pathToFileURL(join(folder, 'index.mjs')).href
  const script = `const t=performance.now();import(${JSON.stringify(url)}).then(()=>console.log(performance.now()-t))`
  const names = Object.entries(variables).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : `https://sqs.test/${value.Ref}`,
  ])
  const env = { ...Object.fromEntries(names), AWS_REGION: 'us-east-1' } as Record<string, string>
  return Number(execFileSync(node, ['-e', script], { cwd: folder, env, encoding: 'utf8' }))
}

function timeOf(act: () => unknown): number {
  const started = performance.now()
  act()
  return performance.now() - started
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
