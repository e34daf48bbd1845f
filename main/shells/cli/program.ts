/** The command line: every file of commands/ adds its command. */
import { Command, CommanderError } from 'commander'
import { fault } from '#contract/errors'
import { appRoot, versionOf } from '../kit/app-root'
import { commandSet, type Register } from './command'
import { EXIT_OK, EXIT_USAGE, writeFailure, type Streams } from './output'

const COMMANDS = import.meta.glob<{ register: Register }>('./commands/*.ts', { eager: true })

function newProgram({ out, err }: Streams, json: boolean): Command {
  return (
    new Command('backtrail')
      .description(
        'Incident investigation without a network: evidence in, timeline, pivots, cited findings, report and bundle out.',
      )
      .version(versionOf(appRoot()))
      // WHY: set before any command is added, since subcommands take these over when they are made.
      .exitOverride()
      .configureOutput({ writeOut: out, writeErr: err, outputError: (text, write) => (json ? undefined : write(text)) })
      .showHelpAfterError('Run it with --help to see what it takes.')
      .enablePositionalOptions()
  )
}

const reasonOf = ({ message }: CommanderError): string => message.replace(/^error: /, '').replace(/\.$/, '')

/**
 * Run one command line.
 *
 * Shape:  words after the program's name × streams → exit status: 0 done, 1 refused or failed, 2 wrong usage.
 */
export async function runCommandLine(words: string[], streams: Streams): Promise<number> {
  const json = words.includes('--json')
  const program = newProgram(streams, json)
  let status = EXIT_OK
  const set = commandSet(program, streams, (code) => (status = code))
  for (const { register } of Object.values(COMMANDS)) register(set)
  try {
    await program.parseAsync(words, { from: 'user' })
    return status
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return EXIT_OK
    if (json) writeFailure(fault('SHL-006', { reason: reasonOf(error) }), true, streams)
    return EXIT_USAGE
  }
}
