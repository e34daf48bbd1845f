/** `coverage`: what the evidence could have shown, questions with answers, and what to ask for. */
import { COVERAGE_STATES, type Coverage } from '#contract/coverage'
import { Bin } from '#contract/query'
import { fault } from '#contract/errors'
import type { Register } from '../command'
import { withCase } from '../engine'
import { table } from '../table'

const MARKS: Record<(typeof COVERAGE_STATES)[number], string> = { covered: '#', partial: '~', absent: '.', unknown: '?' }

/** Shape: coverage → one line a class, one sign a bin; then reasons, questions, what to ask for. */
function textOf({ host, classes, bins, cells, questions, ask_for }: Coverage): string {
  const own = cells.filter((cell) => cell.host === host)
  const marks = classes.map((one) => [
    one,
    own
      .filter((cell) => cell.class === one)
      .map(({ state }) => MARKS[state])
      .join(''),
  ])
  const legend = COVERAGE_STATES.map((state) => `${MARKS[state]} ${state}`).join('  ')
  return [
    bins.length === 0
      ? 'The case holds no evidence.'
      : `${host ?? 'The whole case'}, a sign for each bin from ${bins[0]} to ${bins.at(-1)}: ${legend}`,
    table(['class', 'coverage'], marks),
    table(
      ['question', 'answer', 'because'],
      questions.map((one) => [one.text, one.answer, one.because]),
    ),
    'To ask for, the most needed first:',
    table(
      ['class', 'host', 'from', 'to', 'because'],
      ask_for.map((one) => [one.class, one.host, one.from, one.to, one.because]),
    ),
  ].join('\n\n')
}

export const register: Register = ({ program, action }) => {
  const command = program
    .command('coverage')
    .description('what the evidence could have shown, which questions it can answer, what to ask for')
    .argument('<dir>', 'case folder')
    .option('--host <ip>', 'of this host only: its address, or the name it writes in its log')
    .option('--bin <width>', `width of a bin: ${Bin.options.join(', ')}`, '1d')
  action<{ host?: string; bin: string }>(command, ({ args, options }) => {
    const bin = Bin.safeParse(options.bin)
    if (!bin.success) throw fault('SHL-006', { reason: `--bin ${options.bin}: one of ${Bin.options.join(', ')}` })
    return withCase(args[0]!, async (client) => {
      const answer = await client.coverage.matrix({ host: options.host, bin: bin.data })
      return { json: answer, text: textOf(answer) }
    })
  })
}
