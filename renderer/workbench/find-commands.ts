/** Finds commands by what was typed. */
import type { Command } from '../commands/kit'

/** Shape: words → best rank: 0 title begins with it · 1 a word of the title does · 2 it stands somewhere · null nowhere. */
function rankOf({ title, words = '', group }: Command, typed: string): number | null {
  const name = title.toLowerCase()
  if (name.startsWith(typed)) return 0
  if (name.split(/\W+/).some((word) => word.startsWith(typed))) return 1
  return `${name} ${words} ${group}`.includes(typed) ? 2 : null
}

/** Shape: commands and typed words → those that have every word, best first; all of them where nothing is typed. */
export function findCommands(commands: readonly Command[], typed: string): readonly Command[] {
  const parts = typed.toLowerCase().split(/\s+/).filter(Boolean)
  if (parts.length === 0) return commands
  return commands
    .map((command) => ({ command, ranks: parts.map((part) => rankOf(command, part)) }))
    .filter(({ ranks }) => ranks.every((rank) => rank !== null))
    .sort((one, other) => Math.max(...one.ranks.map(Number)) - Math.max(...other.ranks.map(Number)))
    .map(({ command }) => command)
}
