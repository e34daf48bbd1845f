/** `detect`: what the detectors find, the most consequential first. */
import { SEVERITIES } from '#contract/event'
import { collect, type Register } from '../command'
import { withCase } from '../engine'
import { table } from '../table'

export const register: Register = ({ program, action }) => {
  const command = program
    .command('detect')
    .description('what detectors find, ranked by consequence and authorisation, each with the reason for its place')
    .argument('<dir>', 'case folder')
    .option('--only <id>', 'only this detector; may be given several times', collect)
  action<{ only?: string[] }>(command, ({ args, options }) =>
    withCase(args[0]!, async (client) => {
      const answer = await client.detections.list({ only: options.only })
      const lines = answer.detections.map((one) => [
        one.rank,
        SEVERITIES[one.severity] ?? one.severity,
        one.detector,
        one.first_ts,
        one.score,
        one.title,
        one.because,
      ])
      return { json: answer, text: table(['rank', 'severity', 'detector', 'first', 'score', 'what', 'because'], lines) }
    }),
  )
}
