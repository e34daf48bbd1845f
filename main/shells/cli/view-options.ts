/** Options that say what is in view (`--where`, `--from`, `--to`, `--last`), read into a selection. */
import type { Command } from 'commander'
import { fault } from '#contract/errors'
import type { Selection, TimeWindow } from '#contract/selection'
import { microsFromIso, SECONDS_PER_DAY, SECONDS_PER_HOUR, SECONDS_PER_MINUTE } from '#contract/units'

export interface ViewOptions {
  where?: string
  from?: string
  to?: string
  last?: string
}

/** Far beyond any evidence: open ends of a window, µs. */
const BEGINNING_US = -62_135_596_800_000_000
const END_US = 253_402_300_800_000_000

const UNIT_SECONDS: Record<string, number> = { s: 1, m: SECONDS_PER_MINUTE, h: SECONDS_PER_HOUR, d: SECONDS_PER_DAY }

/** Shape: `90s`, `5m`, `24h`, `7d` → seconds. Errors: SHL-006 for anything else. */
export function secondsOf(option: string, text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([smhd])$/.exec(text.trim())
  if (match === null) throw fault('SHL-006', { reason: `${option} takes a length of time such as 60s, 24h or 7d, not "${text}"` })
  return Number(match[1]) * UNIT_SECONDS[match[2]!]!
}

function timeOf(option: string, text: string): number {
  const tsUs = microsFromIso(text)
  if (tsUs === null) throw fault('SHL-006', { reason: `${option} takes a time such as 2009-06-27T01:00:00Z, not "${text}"` })
  return tsUs
}

/** Shape: option and text → a whole number above zero. Errors: SHL-006. */
export function countOf(option: string, text: string): number {
  const count = Number(text)
  if (!Number.isSafeInteger(count) || count < 1)
    throw fault('SHL-006', { reason: `${option} takes a whole number above 0, not "${text}"` })
  return count
}

/** Adds the options to a command; `withWindow: false` leaves out those of time. */
export function addViewOptions(command: Command, withWindow = true): Command {
  command.option('--where <query>', 'filter in the query language')
  if (!withWindow) return command
  return command
    .option('--from <time>', 'from this time on (UTC unless it says otherwise)')
    .option('--to <time>', 'before this time')
    .option('--last <length>', "counted back from the case's last event, such as 24h, 7d, 25d")
}

/** Shape: options → selection. Errors: SHL-006 for times that cannot be read, and for `--last` beside `--from` or `--to`. */
export function selectionOf({ where, from, to, last }: ViewOptions): Selection {
  if (last !== undefined && (from !== undefined || to !== undefined))
    throw fault('SHL-006', { reason: '--last goes without --from and --to' })
  const window: TimeWindow =
    last !== undefined
      ? { kind: 'last', seconds: secondsOf('--last', last) }
      : from === undefined && to === undefined
        ? { kind: 'all' }
        : {
            kind: 'between',
            fromUs: from === undefined ? BEGINNING_US : timeOf('--from', from),
            toUs: to === undefined ? END_US : timeOf('--to', to),
          }
  const clauses =
    where === undefined || where.trim() === ''
      ? []
      : [{ id: 'where', source: 'command-line', text: where, exclude: false, disabled: false }]
  return { clauses, window }
}
