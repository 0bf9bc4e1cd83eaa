// Packages that cannot be bundled: they are copied beside the bundle, into node_modules.
import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

import { projectRoot } from './paths.ts'

interface PackageJson {
  readonly dependencies?: Readonly<Record<string, string>>
}

/** The project's dependencies whose names begin with one of these prefixes. */
export function dependenciesLike(...prefixes: readonly string[]): string[] {
  const { dependencies = {} } = packageJson(projectRoot)
  return Object.keys(dependencies).filter((name) => prefixes.some((each) => name.startsWith(each)))
}

/** The installed folders of these packages and of everything they depend on. */
export function packageFolders(names: readonly string[]): string[] {
  const folders = new Set<string>()
  function add(name: string, dependent: string): void {
    const folder = findPackage(name, dependent)
    if (folders.has(folder)) return
    folders.add(folder)
    for (const each of Object.keys(packageJson(folder).dependencies ?? {})) add(each, folder)
  }
  for (const name of names) add(name, projectRoot)
  return [...folders]
}

/**
 * A folder node_modules with this package's build for Linux on arm64, whatever this machine is. It is fetched once
 * and cached; undefined when it is not cached and cannot be fetched, because there is no network.
 * @throws Error when the fetched package is not the one in the lock file.
 */
export function arm64Modules(name: string): string | undefined {
  const version = packageJson(projectRoot).dependencies?.[name] ?? ''
  const cache = join(projectRoot, 'node_modules/.cache/telegram-lake')
  const folder = join(cache, `arm64-${name.replaceAll('/', '-')}-${version}`)
  const modules = join(folder, 'node_modules')
  if (!existsSync(modules)) {
    const fresh = `${folder}-${process.pid}`
    mkdirSync(fresh, { recursive: true })
    install(fresh, `${name}@${version}`)
    // Platform packages are optional: without a network, npm leaves them out and still succeeds.
    if (hasAddon(fresh) && !existsSync(folder)) renameSync(fresh, folder)
    else rmSync(fresh, { recursive: true })
  }
  return existsSync(modules) ? modules : undefined
}

function install(folder: string, specifier: string): void {
  writeFileSync(join(folder, 'package.json'), '{ "private": true }')
  const platform = ['--os=linux', '--cpu=arm64', '--libc=glibc']
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--fetch-retries=0']
  spawnSync('npm', ['install', specifier, ...platform, ...quiet, '--prefer-offline'], {
    cwd: folder,
    shell: process.platform === 'win32',
  })
  if (!existsSync(join(folder, 'package-lock.json'))) return
  const wanted = integrities(projectRoot)
  for (const [path, integrity] of integrities(folder)) {
    if (!existsSync(join(folder, path)) || wanted.get(path) === integrity) continue
    rmSync(folder, { recursive: true })
    throw new Error(`infra: ${path} for arm64 does not match package-lock.json`)
  }
}

function integrities(folder: string): Map<string, string | undefined> {
  const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { integrity?: string }>
  }
  const installed = Object.entries(packages).filter(([path]) => path !== '')
  return new Map(installed.map(([path, { integrity }]) => [path, integrity]))
}

function hasAddon(folder: string): boolean {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return files.some((file) => file.endsWith('.node'))
}

/** As Node resolves it: in the dependent's own node_modules, then further up. */
function findPackage(name: string, dependent: string): string {
  for (let folder = dependent; folder.startsWith(projectRoot); folder = dirname(folder)) {
    const found = join(folder, 'node_modules', name)
    if (existsSync(found)) return found
  }
  throw new Error(`infra: ${name} is not installed: run npm ci`)
}

function packageJson(folder: string): PackageJson {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageJson
}
