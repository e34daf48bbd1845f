/**
 * What is in view: filter clauses and a time window, as data. The engine alone turns it into SQL.
 *
 * A clause names its source (the panel or bar that made it); a panel's own query leaves out the clauses of its source.
 * Values of one field that one source includes are alternatives; everything else must hold together.
 */
import { z } from 'zod'

/** One chip: a text in the query language, included or excluded, perhaps switched off for now. */
export const Clause = z.object({
  id: z.string(),
  source: z.string(),
  text: z.string(),
  exclude: z.boolean().default(false),
  disabled: z.boolean().default(false),
})
export type Clause = z.infer<typeof Clause>

/** Time in view. `last` counts back from the case's last event; `between` is half-open [fromUs, toUs), µs UTC. */
export const TimeWindow = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('last'), seconds: z.number().positive() }),
  z.object({ kind: z.literal('between'), fromUs: z.number(), toUs: z.number() }),
])
export type TimeWindow = z.infer<typeof TimeWindow>

export const Selection = z.object({
  clauses: z.array(Clause).default([]),
  window: TimeWindow.default({ kind: 'all' }),
})
export type Selection = z.infer<typeof Selection>

/** Shape: nothing chosen, all time. */
export const EVERYTHING: Selection = { clauses: [], window: { kind: 'all' } }

/** Shape: selection → the same without the clauses that `source` made. */
export function exceptSource(selection: Selection, source: string): Selection {
  return { ...selection, clauses: selection.clauses.filter((clause) => clause.source !== source) }
}

const BARE_WORD = /^[A-Za-z0-9_.\-/@]+$/
const RESERVED = new Set(['AND', 'OR', 'NOT', 'TO'])

/**
 * Write a field and a value as a clause the query language reads back to the same value.
 *
 * Shape: (`server_port`, `22`) → `server_port:22`; a value with other characters is quoted with `\` before `"` and `\`;
 *        null → `-field:*` (the field is empty).
 */
export function clauseText(field: string, value: string | number | null): string {
  if (value === null) return `-${field}:*`
  const text = String(value)
  if (BARE_WORD.test(text) && !RESERVED.has(text) && !/^[-/]/.test(text)) return `${field}:${text}`
  return `${field}:"${text.replace(/[\\"]/g, (c) => `\\${c}`)}"`
}
