import { Command, CommanderError } from 'commander'

import { ConfigError } from '../../etl/lake/env.ts'
import { UsageError } from './usage.ts'

/**
 * Runs the command line and sets the exit code: 0 done, 1 failed, 2 wrong usage. Each command loads its
 * modules when it runs, so that help is fast.
 */
export async function main(argv: readonly string[]): Promise<void> {
  process.stdout.on('error', onOutputError)
  try {
    await program().parseAsync(argv)
  } catch (error) {
    process.exitCode = exitCode(error)
    // Commander has already printed its own errors.
    if (!(error instanceof CommanderError)) process.stderr.write(`${explain(error)}\n`)
  }
}

/** The reader may close the output at any time, as `| head` does: not a failure, unlike a full disk. */
function onOutputError(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') return
  process.stderr.write(`could not write the output: ${error.message}\n`)
  process.exit(1)
}

function program(): Command {
  const lake = new Command('lake')
    .description("A Telegram group's messages as a small data lake.")
    .helpCommand(false)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('Try: lake --help')

  lake
    .command('start')
    .description('run the bot on this machine; without a token, a sandbox')
    .option('--webhook', 'receive updates at POST /webhook instead of polling (needs a token)')
    .option(
      '--sample <name>',
      'what the sandbox opens in an empty lake: lojistas (pt) or ubuntu (en)',
    )
    .action(async (options: { webhook?: boolean; sample?: string }) => {
      const { start } = await import('./start.ts')
      await start(options)
    })

  lake
    .command('replay')
    .description('archive updates from files, as if Telegram had delivered them')
    .argument('<file...>', '.json or .ndjson, optionally .gz, or - for standard input')
    .option('--json', 'print the summary as JSON')
    .action(async (files: string[], options: { json?: boolean }) => {
      const { replay } = await import('./replay.ts')
      await replay(files, options)
    })

  lake
    .command('etl')
    .description('compact raw updates into Parquet: yesterday and changed days, or a range')
    .option('--since <day>', 'first day, e.g. 2026-11-01')
    .option('--until <day>', 'last day (inclusive)')
    .option('--json', 'print the summary as JSON')
    .action(async (options: { since?: string; until?: string; json?: boolean }) => {
      const { etl } = await import('./etl.ts')
      await etl(options)
    })

  lake
    .command('report')
    .description('print a report as the chat shows it')
    .argument('<name>', 'stats, messages_per_day, hours, questions, answers, …')
    .argument('[period]', '7d, month, 2026-11, 2026-11-01..2026-11-15, all, … (default 30d)')
    .option('--chat <id>', 'the group, if several are archived')
    .option('--json', 'print {"columns": […], "rows": […]}')
    .option('--csv', 'print CSV with a header')
    .option('--png <file>', 'write the chart to a file')
    .action(
      async (
        name: string,
        period: string | undefined,
        options: { chat?: string; json?: boolean; csv?: boolean; png?: string },
      ) => {
        const { report } = await import('./report.ts')
        await report(name, period, options)
      },
    )

  lake
    .command('sql')
    .description("query the lake in SQL (Athena's dialect), read-only")
    .argument('<statement>', 'a SELECT, or - to read it from standard input')
    .option('--json', 'print {"columns": […], "rows": […]}')
    .option('--csv', 'print CSV with a header')
    .action(async (statement: string, options: { json?: boolean; csv?: boolean }) => {
      const { sql } = await import('./sql.ts')
      await sql(statement, options)
    })

  lake
    .command('connect')
    .description('print a file that connects a BI tool to the lake in Athena')
    .argument('<tool>', 'powerbi (a .pbids file)')
    .action(async (tool: string) => {
      const { connect } = await import('./connect.ts')
      await connect(tool)
    })

  const webhook = lake
    .command('webhook')
    .description('manage where Telegram delivers')
    .helpCommand(false)
  webhook
    .command('set')
    .description('tell Telegram where to deliver updates')
    .argument('<url>', 'https://…/webhook')
    .action(async (url: string) => {
      const { webhookSet } = await import('./webhook.ts')
      await webhookSet(url)
    })
  webhook
    .command('info')
    .description('show what Telegram reports about deliveries')
    .action(async () => {
      const { webhookInfo } = await import('./webhook.ts')
      await webhookInfo()
    })
  webhook
    .command('delete')
    .description('stop deliveries; Telegram keeps updates for a day')
    .action(async () => {
      const { webhookDelete } = await import('./webhook.ts')
      await webhookDelete()
    })

  // Commands that exist already do not inherit these from their parent, so set them on each.
  for (const command of [...lake.commands, ...webhook.commands])
    command.exitOverride().showHelpAfterError(`Try: lake ${command.name()} --help`)
  return lake
}

function exitCode(error: unknown): 0 | 1 | 2 {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  return error instanceof UsageError || error instanceof ConfigError ? 2 : 1
}

function explain(error: unknown): string {
  if (error instanceof ConfigError) {
    return ['Invalid configuration:', ...error.problems.map((each) => `  ${each}`)].join('\n')
  }
  if (!(error instanceof Error)) return String(error)
  return process.env.LOG_LEVEL === 'debug' ? (error.stack ?? error.message) : error.message
}
