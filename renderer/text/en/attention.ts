/** Words of what was looked at and what was not. */
import { formatCount, plural } from '../../format/number'

export const attention = {
  title: 'Never opened',
  mark: 'unopened',
  markSays: 'Nobody opened this session on this machine',
  shares: (cells: number, allCells: number, share: string): string =>
    `Opened ${formatCount(cells)} of ${plural(allCells, 'cell')} (kind, direction, port, peer), ${share} of events`,
  local: 'Kept on this machine alone; it is in no bundle, journal or report.',
  anchored: (share: string, cell: string): string =>
    `${share} of what was opened lies in ${cell}, while something of more consequence was never opened`,
  cell: (type: string, direction: string, port: string, peer: string): string => `${type}, ${direction}, port ${port}, ${peer}`,
  session: (length: string, client: string, server: string): string => `Session of ${length}: ${client} on ${server}`,
  consequences: {
    'not-authorised': 'not authorised',
    'lasting-login-from-outside': 'lasting session from outside on a log-in service',
    'login-from-outside': 'from outside on a log-in service',
    'state-changing': 'changes something or logs in',
    'first-seen': 'from outside, first seen late',
    lasting: 'lasts an hour or longer',
  },
  nothing: 'Everything of consequence was opened',
  more: (n: number): string => `and ${formatCount(n)} more cells of consequence`,
  paused: 'What is opened is not noted for this case',
  pause: 'Note nothing',
  resume: 'Note again',
} as const
