/** `detect`: what the detectors find, the most consequential first; `detect set` and `detect dismiss`: what an analyst decides about them. */
import type { Detection } from '#contract/detections'
import { SEVERITIES } from '#contract/event'
import { fault } from '#contract/errors'
import { collect, type Register } from '../command'
import { withCase } from '../engine'
import { table } from '../table'

const HEAD = ['rank', 'severity', 'detector', 'first', 'score', 'what', 'because']

function lineOf(one: Detection): (string | number | null)[] {
  const { dismissed } = one
  const again =
    dismissed === undefined || dismissed.changed.length === 0 ? '' : `, changed since: ${dismissed.changed.join('; ')}`
  const mark = dismissed === undefined ? '' : ` [dismissed: ${dismissed.reason}${again}]`
  const severity = SEVERITIES[one.severity] ?? one.severity
  return [one.rank, severity, one.detector, one.first_ts, one.score, `${one.title}${mark}`, one.because]
}

/** Shape: `name=value` texts → thresholds by name. Errors: SHL-006. */
function thresholds(texts: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    texts.map((text) => {
      const [, name, value] = /^([A-Za-z]\w*)=(-?\d+(?:\.\d+)?)$/.exec(text) ?? []
      if (name === undefined) throw fault('SHL-006', { reason: `a threshold is written name=value, not "${text}"` })
      return [name, Number(value)]
    }),
  )
}

const registerDecisions = (detect: ReturnType<Parameters<Register>[0]['group']>, { action }: Parameters<Register>[0]): void => {
  const set = detect
    .command('set')
    .description('set thresholds of a detector, recorded in the journal; those not named are as usual')
    .argument('<dir>', 'case folder')
    .argument('<detector>', 'id of the detector')
    .argument('[thresholds...]', 'name=value')
    .option('--usual', 'take the usual thresholds again')
  action<{ usual?: boolean }>(set, async ({ args, rest, options }) => {
    if ((rest.length === 0) !== (options.usual === true))
      throw fault('SHL-006', { reason: 'give name=value, or --usual without any' })
    const params = options.usual ? null : thresholds(rest)
    return withCase(args[0]!, async (client) => {
      const detector = await client.detections.setParams({ id: args[1]!, params })
      const lines = Object.entries(detector.params).map(([name, { value, usual, unit }]) => [name, value, usual ?? null, unit])
      return { json: { detector }, text: table(['threshold', 'value', 'usual', 'unit'], lines) }
    })
  })
  const dismiss = detect
    .command('dismiss')
    .description('say why a detection is nothing; it stays listed, marked, and comes up again when its counts change')
    .argument('<dir>', 'case folder')
    .argument('<detector>', 'id of the detector')
    .argument('<key>', 'key of the detection')
    .option('--reason <text>', 'why')
    .option('--take-back', 'take the dismissal back')
  action<{ reason?: string; takeBack?: boolean }>(dismiss, async ({ args, options }) => {
    if ((options.reason === undefined) !== (options.takeBack === true))
      throw fault('SHL-006', { reason: 'give --reason, or --take-back' })
    return withCase(args[0]!, async (client) => {
      const input = { detector: args[1]!, key: args[2]!, reason: options.reason ?? null }
      const detection = await client.detections.dismiss(input)
      return { json: { detection }, text: table(HEAD, [lineOf(detection)]) }
    })
  })
}

export const register: Register = (set) => {
  const command = set
    .group('detect', 'what detectors find, ranked by consequence and authorisation, each with the reason for its place')
    .argument('[dir]', 'case folder')
    .option('--only <id>', 'only this detector; may be given several times', collect)
  set.action<{ only?: string[] }>(command, async ({ args, options }) => {
    if (args[0] === undefined) throw fault('SHL-006', { reason: 'detect takes a case folder' })
    return withCase(args[0], async (client) => {
      const answer = await client.detections.list({ only: options.only })
      return { json: answer, text: table(HEAD, answer.detections.map(lineOf)) }
    })
  })
  registerDecisions(command, set)
}
