/** What a command is: one object feeds the palette, the key and the help. */
import type { CommandContext } from './context'

export type CommandGroup = 'go' | 'view' | 'filter' | 'event' | 'case' | 'help'

export interface Command {
  id: string
  title: string
  group: CommandGroup
  /** `mod+k`, `alt+ArrowLeft`, `c`, `?`; a bare letter does nothing while a person is typing. */
  keys?: string
  /** More words to find it by. */
  words?: string
  /** Whether it can be done now; always, unless said otherwise. */
  when?: (context: CommandContext) => boolean
  run: (context: CommandContext) => unknown
}

/** Shape: commands, as they are: gives editors their type. */
export const defineCommands = (...commands: Command[]): readonly Command[] => commands
