/** `hypothesis matrix|role|observe|rate|reveal`: competing explanations, each analyst rating alone. */
import type { Command } from 'commander'
import { EXPLANATION_ROLES, ExplanationRole, MOST_EXPECTED, Rating, type ExplanationMatrix } from '#contract/explanations'
import { EVIDENCE_CLASSES } from '#contract/formats'
import { fault } from '#contract/errors'
import type { CommandSet, Register } from '../command'
import { withCase } from '../engine'
import { table, visible } from '../table'

const LACKS: Record<ExplanationMatrix['lacks'][number], string> = {
  'three-explanations': 'Fewer than three explanations: others have not been thought of.',
  benign: 'No explanation is innocent; mark one with `hypothesis role … benign`.',
  'evidence-missing': 'No explanation says that the evidence cannot tell; mark one with `hypothesis role … evidence-missing`.',
}

const percent = (share: number | null): string => (share === null ? '' : `${Math.round(100 * share)} %`)

function matrixText({ explanations, observations, analysts, lacks }: ExplanationMatrix): string {
  const columns = ['id', 'observation', ...explanations.map(({ title }) => title), 'spread']
  const lines = observations.map((row) => [
    row.id,
    `${row.awaits === null ? '' : `(awaits ${row.awaits.class}) `}${row.text}`,
    ...row.cells.map(({ own, share }) => `${own ?? '–'}${share === null ? '' : ` (${percent(share)})`}`),
    row.diagnosticity === null ? 'not rated' : row.discriminates ? percent(row.diagnosticity) : 'tells nothing',
  ])
  const who = analysts.map(({ name, rated, revealed }) => `${visible(name)}: ${rated} rated${revealed ? ', revealed' : ''}`)
  return [table(columns, lines), ...who, ...lacks.map((one) => LACKS[one])].join('\n')
}

function registerReading({ action }: CommandSet, parent: Command): void {
  const matrix = parent.command('matrix').description('observations under each explanation').argument('<dir>', 'case folder')
  action(matrix, ({ args }) =>
    withCase(args[0]!, async (client) => {
      const answer = await client.explanations.matrix(undefined)
      return { json: answer, text: matrixText(answer) }
    }),
  )
  const reveal = parent
    .command('reveal')
    .description('show one’s ratings to others, and see theirs; it cannot be taken back')
    .argument('<dir>', 'case folder')
  action(reveal, ({ args }) =>
    withCase(args[0]!, async (client) => {
      const answer = await client.explanations.reveal(undefined)
      return { json: answer, text: matrixText(answer) }
    }),
  )
}

function registerWriting({ action }: CommandSet, parent: Command): void {
  const role = parent
    .command('role')
    .description(`what an explanation stands for: ${EXPLANATION_ROLES.join(', ')}`)
    .argument('<dir>', 'case folder')
    .argument('<id>', 'hypothesis')
    .argument('<role>', 'one of these')
  action(role, ({ args }) =>
    withCase(args[0]!, async (client) => {
      const stated = ExplanationRole.safeParse(args[2])
      if (!stated.success) throw fault('CAS-039', { text: args[2]!, known: EXPLANATION_ROLES.join(', ') })
      const answer = await client.explanations.setRole({ id: args[1]!, role: stated.data })
      return { json: answer, text: matrixText(answer) }
    }),
  )
  const observe = parent
    .command('observe')
    .description('put an observation, or evidence that is awaited, before the explanations')
    .argument('<dir>', 'case folder')
    .argument('<text>', 'what was observed, or would be')
    .option('--entry <id>', 'entry of the notebook that shows it')
    .option('--awaits <class>', 'class of evidence that is not there yet')
    .option('--host <address>', 'host it would be of')
  action<{ entry?: string; awaits?: string; host?: string }>(observe, ({ args, options }) =>
    withCase(args[0]!, async (client) => {
      const { entry = null, awaits, host = null } = options
      const found = EVIDENCE_CLASSES.find((one) => one === awaits)
      if (awaits !== undefined && found === undefined)
        throw fault('QRY-006', { text: awaits, known: EVIDENCE_CLASSES.join(', ') })
      const observation = { text: args[1]!, entry, awaits: found === undefined ? null : { class: found, host } }
      const answer = await client.explanations.observe(observation)
      return { json: answer, text: `observation ${answer.id}.` }
    }),
  )
  const rate = parent
    .command('rate')
    .description(`how expected an observation is if the explanation is true: 0 very unexpected to ${MOST_EXPECTED} very expected`)
    .argument('<dir>', 'case folder')
    .argument('<observation>', 'its id')
    .argument('<hypothesis>', 'its id')
    .argument('<rating>', '0 to 4, or none')
  action(rate, ({ args }) =>
    withCase(args[0]!, async (client) => {
      const [, observation, explanation, text] = args as [string, string, string, string]
      const stated = Rating.safeParse(Number(text))
      if (text !== 'none' && !stated.success) throw fault('CAS-039', { text, known: `0 to ${MOST_EXPECTED}, none` })
      const rating = text === 'none' ? null : stated.data!
      const answer = await client.explanations.rate({ observation, explanation, rating })
      return { json: answer, text: matrixText(answer) }
    }),
  )
}

export const register: Register = (set) => {
  const parent = set.group('hypothesis', 'hypotheses of the notebook')
  registerReading(set, parent)
  registerWriting(set, parent)
}
