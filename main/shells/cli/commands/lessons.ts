/** `lesson check|run|keep|library|retire`: controls of lessons, run over a case, and the library they are kept in. */
import type { Command } from 'commander'
import { fault } from '#contract/errors'
import { EVIDENCE_CLASSES, type EvidenceClass } from '#contract/formats'
import type { Control, LessonRun } from '#contract/lessons'
import { SECONDS_PER_DAY } from '#contract/units'
import { collect, type CommandSet, type Register } from '../command'
import { withCase, withEngine } from '../engine'
import { table, visible } from '../table'

interface CheckOptions {
  query?: string
  detector?: string
  service?: string
  target?: string[]
  source?: string[]
  minSeconds?: string
  evidence?: string
  host?: string
  needs?: string[]
}

function evidenceClass(text: string): EvidenceClass {
  const found = EVIDENCE_CLASSES.find((one) => one === text)
  if (found === undefined) throw fault('QRY-006', { text, known: EVIDENCE_CLASSES.join(', ') })
  return found
}

/** Shape: options → the control they state; exactly one kind must be stated. Errors: QRY-006, CAS-036. */
function controlOf(id: string, options: CheckOptions): Control {
  const needs = (options.needs ?? []).map(evidenceClass)
  const { query, detector, service, target = [], source = [], minSeconds = '60', evidence, host = null } = options
  const stated = [query, detector, service, evidence].filter((one) => one !== undefined)
  if (stated.length !== 1) throw fault('CAS-036', { id })
  if (query !== undefined) return { kind: 'query', where: query, needs }
  if (detector !== undefined) return { kind: 'detector', detector, needs }
  if (service !== undefined) return { kind: 'access', service, target, source, min_seconds: Number(minSeconds) }
  return { kind: 'evidence', class: evidenceClass(evidence!), host }
}

const days = (seconds: number | null): string => (seconds === null ? '' : `${(seconds / SECONDS_PER_DAY).toFixed(1)} d`)
const rate = ({ alerts_per_week: perWeek }: LessonRun): string => (perWeek === null ? '' : perWeek.toFixed(1))

function registerCheck({ action }: CommandSet, parent: Command): void {
  const check = parent
    .command('check')
    .description('say what would have caught it, so that it can be run')
    .argument('<dir>', 'case folder')
    .argument('<id>', 'lesson')
    .option('--query <filter>', 'fires at every event the filter finds')
    .option('--detector <id>', 'fires at every detection of a detector')
    .option('--service <tcp/22>', 'fires at every session on it that comes from elsewhere than --source')
    .option('--target <address>', 'hosts the service is on; repeatable', collect)
    .option('--source <network>', 'from where it may be used; repeatable', collect)
    .option('--min-seconds <n>', 'shorter sessions do not count', '60')
    .option('--evidence <class>', 'evidence that must be there')
    .option('--host <address>', 'of this host; left out, of the case')
    .option('--needs <class>', 'evidence without which its silence says nothing; repeatable', collect)
  action<CheckOptions>(check, ({ args, options }) =>
    withCase(args[0]!, async (client) => {
      const entry = await client.notebook.change({ id: args[1]!, check: controlOf(args[1]!, options) })
      return { json: entry, text: `lesson ${entry.id} can be run.` }
    }),
  )
}

function registerRun({ action }: CommandSet, parent: Command): void {
  const run = parent
    .command('run')
    .description('run the controls of lessons, of the case and of the library, over this evidence')
    .argument('<dir>', 'case folder')
    .argument('[id]', 'only this lesson')
  action(run, ({ args }) =>
    withCase(args[0]!, async (client) => {
      const rows = await client.lessons.run(args[1] === undefined ? {} : { id: args[1] })
      const lines = rows.map((row) => [
        row.verdict,
        row.title,
        row.alerts,
        rate(row),
        row.first_fired_at,
        days(row.lead_s),
        row.because,
      ])
      const firings =
        rows.length === 1 ? rows[0]!.fired.map(({ ts, what, after_first_s }) => [ts, days(after_first_s), what]) : []
      const parts = [table(['verdict', 'lesson', 'alerts', 'a week', 'first', 'lead', 'because'], lines)]
      if (firings.length > 0) parts.push(table(['fires', 'after the first', 'what'], firings))
      return { json: { rows }, text: parts.join('\n') }
    }),
  )
}

function registerLibrary({ action }: CommandSet, parent: Command): void {
  const keep = parent
    .command('keep')
    .description('keep a lesson for other cases')
    .argument('<dir>', 'case folder')
    .argument('<id>', 'lesson')
  action(keep, ({ args }) =>
    withCase(args[0]!, async (client) => {
      const kept = await client.lessons.keep({ id: args[1]! })
      return { json: kept, text: `"${visible(kept.title)}" is in the library.` }
    }),
  )
  action(parent.command('library').description('lessons kept for other cases'), () =>
    withEngine(async (client) => {
      const rows = await client.lessons.library(undefined)
      const lines = rows.map((row) => [row.id, row.title, row.control.kind, row.case_name, row.kept_at, row.retired_at])
      return { json: { rows }, text: table(['id', 'lesson', 'control', 'learned in', 'kept', 'retired'], lines) }
    }),
  )
  const retire = parent
    .command('retire')
    .description('run a lesson of the library no more; its history stays')
    .argument('<id>', 'lesson')
    .option('--again', 'run it again')
  action<{ again?: boolean }>(retire, ({ args, options }) =>
    withEngine(async (client) => {
      const lesson = await client.lessons.retire({ id: args[0]!, retired: options.again !== true })
      return { json: lesson, text: `"${visible(lesson.title)}" ${lesson.retired_at === null ? 'runs again' : 'is retired'}.` }
    }),
  )
}

export const register: Register = (set) => {
  const parent = set.group('lesson', 'lessons of the notebook')
  registerCheck(set, parent)
  registerRun(set, parent)
  registerLibrary(set, parent)
}
