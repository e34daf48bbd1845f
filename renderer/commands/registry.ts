/** Every command: those of `commands/*.ts`, those of the views, and one per view to go there. */
import { RAIL_VIEWS } from '../views/registry'
import type { Command } from './kit'

type Module = { commands?: readonly Command[] }
const shared = import.meta.glob<Module>('./*.ts', { eager: true })
const ofViews = import.meta.glob<Module>('../views/*/commands.ts', { eager: true })

const toViews: Command[] = RAIL_VIEWS.map((view, index) => ({
  id: `go.${view.id}`,
  title: view.title,
  group: 'go',
  keys: index < 9 ? String(index + 1) : undefined,
  run: ({ frame }) => frame.go(view.id),
}))

/** Every command, in the order of the palette. */
export const COMMANDS: readonly Command[] = [
  ...toViews,
  ...[...Object.values(shared), ...Object.values(ofViews)].flatMap((module) => module.commands ?? []),
]
