/** How a command is declared: commander's words, and an action that gives an answer. */
import type { Command } from 'commander'
import { writeAnswer, writeFailure, type Answer, type Streams } from './output'

/** What an action gets: the arguments in their order, the options by name. */
export interface Invocation<Options> {
  args: string[]
  /** A last argument of several values (`PATH...`). */
  rest: string[]
  options: Options
  streams: Streams
}

/** Each file of commands/ exports one `register`. */
export interface CommandSet {
  program: Command
  /** Shape: name × words → the command that holds subcommands (`case`, `evidence`), made once. */
  group: (name: string, description: string) => Command
  /** Adds `--json` and runs the action: its answer is printed, what it throws becomes an error document and the exit status. */
  action: <Options extends object = object>(command: Command, run: (invocation: Invocation<Options>) => Promise<Answer>) => void
}
export type Register = (set: CommandSet) => void

/** Shape: repeated option → list of its values; for `.option('--home <cidr>', '…', collect)`. */
export const collect = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value]

function group(program: Command, name: string, description: string): Command {
  return program.commands.find((command) => command.name() === name) ?? program.command(name).description(description)
}

/** Shape: program × streams × where the exit status goes → what a command file registers itself with. */
export function commandSet(program: Command, streams: Streams, exit: (status: number) => void): CommandSet {
  return {
    program,
    group: (name, description) => group(program, name, description),
    action: (command, run) => {
      command.option('--json', 'one JSON document on stdout')
      command.action(async () => {
        const args = command.processedArgs as (string | string[] | undefined)[]
        const options = command.opts<Parameters<typeof run>[0]['options'] & { json?: boolean }>()
        const single = args.filter((arg) => typeof arg === 'string')
        const rest = args.find((arg) => Array.isArray(arg)) ?? []
        const json = options.json === true
        await run({ args: single, rest, options, streams }).then(
          (answer) => exit(writeAnswer(answer, json, streams)),
          (error: unknown) => exit(writeFailure(error, json, streams)),
        )
      })
    },
  }
}
