import { readFileSync } from 'node:fs'

import { Command, CommanderError, Help } from 'commander'

import { ConfigError } from '../../etl/lake/env.ts'
import type { Texts } from '../i18n.ts'
import { spellControls } from '../spell-controls.ts'
import { inWords } from './explain.ts'
import type { EraseOptions } from './erase.ts'
import type { ImportCommandOptions } from './import.ts'
import type { SqlOptions } from './sql.ts'
import { clearProgress, showProgress } from './progress.ts'
import { printNote, terminalTexts } from './terminal.ts'
import { UsageError } from './usage.ts'

/**
 * Runs the command line and sets the exit code: 0 done, 1 failed, 2 wrong usage. Each command loads its
 * modules when it runs, so that help is fast.
 */
export async function main(argv: readonly string[]): Promise<void> {
  const texts = terminalTexts()
  const onOutputError = (error: NodeJS.ErrnoException) => {
    // The reader may close the output at any time, as `| head` does: not a failure, unlike a full disk.
    if (error.code === 'EPIPE') return
    printNote(texts.text('cli-no-output', { reason: error.message }))
    process.exit(1)
  }
  process.stdout.on('error', onOutputError)
  try {
    await program(texts).parseAsync(argv)
  } catch (error) {
    process.exitCode = exitCode(error)
    // Commander has already printed its own errors.
    if (error instanceof CommanderError) return
    clearProgress()
    printNote(explain(error, texts))
  }
}

function program(texts: Texts): Command {
  const t = (key: string) => texts.text(`cli-${key}`)
  const lake = new Command('lake')
    .description(t('about'))
    .version(version(), '-V, --version', t('version-option'))
    .helpOption('-h, --help', t('help-option'))
    .helpCommand(false)
    .exitOverride()
    .configureHelp(helpIn(texts))
    .configureOutput({
      outputError: (text, write) => write(spellControls(usageError(text, texts))),
    })
    .showHelpAfterError(texts.text('cli-try', { command: 'lake' }))

  lake
    .command('start')
    .description(t('start'))
    .option('--webhook', t('start-webhook'))
    .option(`--sample <${t('word-name')}>`, t('start-sample'))
    .action(async (options: { webhook?: boolean; sample?: string }) => {
      // The modules take seconds to load on a slow machine.
      showProgress(t('starting'))
      const { start } = await import('./start.ts')
      await start(options)
    })

  lake
    .command('replay')
    .description(t('replay'))
    .argument(`<${t('word-file')}...>`, t('replay-files'))
    .option('--no-etl', t('replay-no-etl'))
    .option('--json', t('summary-json'))
    .action(async (files: string[], options: { json?: boolean; etl?: boolean }) => {
      const { replay } = await import('./replay.ts')
      await replay(files, options)
    })

  lake
    .command('import')
    .description(t('import'))
    .argument(`<${t('word-file')}>`, t('import-file'))
    .option('--chat <id>', t('import-chat'))
    .option(`--zone <${t('word-name')}>`, t('import-zone'))
    .option('--dry-run', t('import-dry-run-option'))
    .option('--no-etl', t('import-no-etl'))
    .option('--json', t('summary-json'))
    .action(async (file: string, options: ImportCommandOptions) => {
      const { importHistory } = await import('./import.ts')
      await importHistory(file, options)
    })

  lake
    .command('etl')
    .description(t('etl'))
    .option(`--since <${t('word-day')}>`, t('etl-since'))
    .option(`--until <${t('word-day')}>`, t('etl-until'))
    .option('--json', t('summary-json'))
    .action(async (options: { since?: string; until?: string; json?: boolean }) => {
      const { etl } = await import('./etl.ts')
      await etl(options)
    })

  lake
    .command('erase')
    .description(t('erase'))
    .option('--user <id>', t('erase-user'))
    .option('--chat <id>', t('erase-chat'))
    .option('--message <chat:id>', t('erase-message'))
    .option('--yes', t('erase-yes'))
    .option('--json', t('summary-json'))
    .action(async (options: EraseOptions) => {
      const { erase } = await import('./erase.ts')
      await erase(options)
    })

  lake
    .command('report')
    .description(t('report'))
    .argument(`<${t('word-name')}>`, 'stats, messages_per_day, hours, questions, answers, …')
    .argument(`[${t('word-period')}...]`, t('report-period'))
    .option('--chat <id>', t('report-chat'))
    .option('--json', t('rows-json'))
    .option('--csv', t('rows-csv'))
    .option('--raw', t('rows-raw'))
    .option(`--png <${t('word-file')}>`, t('report-png'))
    .action(
      async (
        name: string,
        period: readonly string[],
        options: { chat?: string; json?: boolean; csv?: boolean; raw?: boolean; png?: string },
      ) => {
        const { report } = await import('./report.ts')
        await report(name, period.length > 0 ? period.join(' ') : undefined, options)
      },
    )

  lake
    .command('sql')
    .description(t('sql'))
    .argument(`<${t('word-statement')}>`, t('sql-statement'))
    .option('--vertical', t('sql-vertical'))
    .option('--json', t('rows-json'))
    .option('--csv', t('rows-csv'))
    .option('--raw', t('rows-raw'))
    .option(`--max-rows <${t('word-count')}>`, t('sql-max-rows'))
    .action(async (statement: string, options: SqlOptions) => {
      const { sql } = await import('./sql.ts')
      await sql(statement, options)
    })

  lake
    .command('connect')
    .description(t('connect'))
    .argument(`<${t('word-tool')}>`, t('connect-tool'))
    .action(async (tool: string) => {
      const { connect } = await import('./connect.ts')
      await connect(tool)
    })

  lake
    .command('doctor')
    .description(t('doctor'))
    .action(async () => {
      const { doctor } = await import('./doctor.ts')
      await doctor()
    })

  lake
    .command('destroy')
    .description(t('destroy'))
    .option('--yes', t('destroy-yes-option'))
    .action(async (options: { yes?: boolean }) => {
      const { destroy } = await import('./destroy.ts')
      await destroy(options)
    })

  const webhook = lake.command('webhook').description(t('webhook')).helpCommand(false)
  webhook
    .command('set')
    .description(t('webhook-set'))
    .argument('<url>', 'https://…/webhook')
    .action(async (url: string) => {
      const { webhookSet } = await import('./webhook.ts')
      await webhookSet(url)
    })
  webhook
    .command('info')
    .description(t('webhook-info'))
    .action(async () => {
      const { webhookInfo } = await import('./webhook.ts')
      await webhookInfo()
    })
  webhook
    .command('delete')
    .description(t('webhook-delete'))
    .action(async () => {
      const { webhookDelete } = await import('./webhook.ts')
      await webhookDelete()
    })

  // Commands that exist already do not inherit these from their parent, so set them on each.
  for (const command of [...lake.commands, ...webhook.commands]) {
    const name = nameOf(command)
    command
      .exitOverride()
      .helpOption('-h, --help', t('help-option'))
      .showHelpAfterError(texts.text('cli-try', { command: name }))
  }
  return lake
}

function version(): string {
  const source = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(source) as { version: string }).version
}

/** `lake webhook set`. */
function nameOf(command: Command): string {
  return command.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name()
}

/** Commander's own words in a help. */
function helpIn(texts: Texts): Partial<Help> {
  const titles: Readonly<Record<string, string>> = {
    'Usage:': texts.text('cli-title-usage'),
    'Arguments:': texts.text('cli-title-arguments'),
    'Options:': texts.text('cli-title-options'),
    'Global Options:': texts.text('cli-title-global-options'),
    'Commands:': texts.text('cli-title-commands'),
  }
  const inLanguage = (usage: string) =>
    usage
      .replace('[options]', `[${texts.text('cli-word-options')}]`)
      .replace('[command]', `[${texts.text('cli-word-command')}]`)
  return {
    showGlobalOptions: true,
    styleTitle: (title) => titles[title] ?? title,
    commandUsage: (command) => inLanguage(new Help().commandUsage(command)),
    subcommandTerm: (command) => inLanguage(new Help().subcommandTerm(command)),
  }
}

/** Commander's errors, and our texts for them. */
const usageErrors = [
  [/^error: unknown command '(.*)'/s, 'cli-unknown-command'],
  [/^error: unknown option '(.*)'/s, 'cli-unknown-option'],
  [/^error: missing required argument '(url)'/, 'cli-webhook-url-missing'],
  [/^error: missing required argument '(.*)'/s, 'cli-missing-argument'],
  [/^error: option '(.*)' argument missing/s, 'cli-option-argument-missing'],
  [/^error: too many arguments for '(.*?)'/s, 'cli-too-many-arguments'],
] as const

function usageError(text: string, texts: Texts): string {
  for (const [pattern, key] of usageErrors) {
    const [, what] = pattern.exec(text) ?? []
    if (what === undefined) continue
    const [, meant] = /\(Did you mean (?:one of )?(.*)\?\)/.exec(text) ?? []
    const hint = meant === undefined ? '' : ` ${texts.text('cli-did-you-mean', { meant })}`
    return `${texts.text(key, { what })}${hint}\n`
  }
  return text
}

function exitCode(error: unknown): 0 | 1 | 2 {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  return error instanceof UsageError || error instanceof ConfigError ? 2 : 1
}

function explain(error: unknown, texts: Texts): string {
  if (error instanceof Error && process.env.LOG_LEVEL === 'debug') {
    return [inWords(error, texts), error.stack].join('\n')
  }
  return inWords(error, texts)
}
