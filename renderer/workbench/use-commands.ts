/** The commands that can be done now, and their keys. */
import { computed } from 'vue'
import { useCommandContext } from '../commands/context'
import type { Command } from '../commands/kit'
import { COMMANDS } from '../commands/registry'
import { matchesKeys, useHotkeys } from '../composables/use-hotkeys'

const isBare = (keys: string) => !/^(mod|alt)\+/.test(keys)

/** Listen to the keys of all commands; → those allowed now, and how to run one. */
export function useCommands() {
  const context = useCommandContext()
  const allowed = computed(() => COMMANDS.filter((command) => command.when?.(context) ?? true))
  const run = (command: Command) => void Promise.resolve(command.run(context)).catch(context.toasts.sayFailed)

  useHotkeys((event, typing) => {
    const modal = document.querySelector('[role="dialog"][data-state="open"]') !== null
    const command = allowed.value.find(
      ({ keys }) => keys !== undefined && matchesKeys(event, keys) && !(isBare(keys) && (typing || modal)),
    )
    if (command === undefined) return false
    run(command)
    return true
  })
  return { allowed, run }
}
