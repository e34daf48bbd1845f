/** `attention`: what was looked at in the workbench on this machine, and what of consequence was not. */
import type { Register } from '../command'
import { withCase } from '../engine'
import { table } from '../table'

const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`)

export const register: Register = ({ program, action }) => {
  const command = program
    .command('attention')
    .description('which parts of the evidence were opened in the workbench on this machine, and which of consequence were not')
    .argument('<dir>', 'case folder')
    .option('--forget', 'throw away what was recorded of this case')
    .option('--stop', 'record nothing of this case from now on')
    .option('--start', 'record again')
  action<{ forget?: boolean; stop?: boolean; start?: boolean }>(command, ({ args, options }) =>
    withCase(args[0]!, async (client) => {
      const recording = options.stop ? false : options.start ? true : undefined
      if (recording !== undefined || options.forget) await client.attention.set({ recording, forget: options.forget })
      const report = await client.attention.report()
      const { cells, events, sessions, unopened } = report
      const lines = [
        `opened: ${cells.opened} of ${cells.total} cells (${percent(cells.opened, cells.total)}), ${percent(events.opened, events.total)} of events; recording ${report.recording ? 'on' : 'off'}`,
        ...(report.anchored === null ? [] : [`${percent(report.anchored.share, 1)} of what was opened lies in one cell`]),
        table(
          ['session never opened', 'client', 'server', 'seconds'],
          sessions.map((one) => [one.start, one.client_ip, `${one.server_ip}:${one.server_port}`, one.duration_s]),
        ),
        table(
          ['cell never opened', 'direction', 'port', 'peer', 'events', 'because'],
          unopened.map((one) => [one.type, one.direction, one.server_port, one.peer, one.events, one.because.join(', ')]),
        ),
      ]
      return { json: report, text: lines.join('\n') }
    }),
  )
}
