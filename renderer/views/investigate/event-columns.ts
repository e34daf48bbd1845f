/** The columns an event can be shown in, and the usual ones. */
import type { EventRow } from '#contract/event'
import type { Column } from '../../components/table/columns'
import { formatDuration } from '../../format/duration'
import { formatBytes } from '../../format/number'
import { text } from '../../text/en'

const words = text.investigate

/** Shape: address and port → `198.18.20.14:22`, or ''. */
export const endpoint = (ip: string | null, port: number | null): string =>
  ip === null ? '' : port === null ? ip : ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`

/** Roles where they are known, else the sides as written: an alert without roles still says who. */
export const clientOf = (row: EventRow): string =>
  endpoint(row.client_ip ?? row.src_ip, row.client_ip === null ? row.src_port : row.client_port)
export const serverOf = (row: EventRow): string =>
  endpoint(row.server_ip ?? row.dst_ip, row.server_ip === null ? row.dst_port : row.server_port) || (row.host_name ?? '')

const bytes = (n: number | null): string => (n === null ? '' : formatBytes(n))

type Id = keyof typeof words.columns
const column = (
  id: Id,
  width: string,
  value: (row: EventRow) => string | number | null,
  more: Partial<Column<EventRow>> = {},
): Column<EventRow> => ({
  id,
  title: words.columns[id],
  hint: (words.columnHints as Partial<Record<Id, string>>)[id],
  width,
  value,
  mono: true,
  ...more,
})

/** Shape: writer of times, whether there is room for long addresses → every column there is. */
export function eventColumns(time: (ts: string | null) => string, roomy: boolean): Column<EventRow>[] {
  return [
    column('ts', '10.25rem', (row) => time(row.ts), { sortBy: (row) => row.ts }),
    column('direction', '6.25rem', (row) => row.direction),
    column('type', '8rem', (row) => row.type, { mono: false }),
    column('name', 'minmax(7rem, 1fr)', (row) => row.name),
    column('client', roomy ? 'minmax(11rem, 0.7fr)' : '9.75rem', clientOf),
    column('server', roomy ? 'minmax(10rem, 0.7fr)' : '8.5rem', serverOf),
    column('service', '5rem', (row) => row.service),
    column('measured', '5.25rem', (row) => (row.duration_s === null ? '' : formatDuration(row.duration_s)), { align: 'right' }),
    column('client_bytes', '4.25rem', (row) => bytes(row.client_bytes), { align: 'right' }),
    column('server_bytes', '4.25rem', (row) => bytes(row.server_bytes), { align: 'right' }),
    column('state', '6.5rem', (row) => row.session_state, { mono: false }),
    column('severity', '6rem', (row) => row.severity, { mono: false }),
    column('outcome', '5.5rem', (row) => row.outcome, { mono: false }),
    column('user', '7rem', (row) => row.user_name),
    column('signature', 'minmax(14rem, 1fr)', (row) => row.signature),
    column('message', 'minmax(18rem, 2fr)', (row) => row.message),
    column('src', '11.5rem', (row) => endpoint(row.src_ip, row.src_port)),
    column('dst', '11.5rem', (row) => endpoint(row.dst_ip, row.dst_port)),
    column('rule', '10rem', (row) => (row.role_rule === null ? '' : words.rules[row.role_rule]), { mono: false }),
    column('quality', '8rem', (row) => row.ts_quality, { mono: false }),
    column('sensor', '8rem', (row) => row.sensor),
    column('format', '6rem', (row) => row.format),
    column('tsEnd', '11.5rem', (row) => time(row.ts_end)),
  ]
}

export const USUAL_COLUMNS: readonly string[] = [
  'ts',
  'direction',
  'name',
  'client',
  'server',
  'measured',
  'client_bytes',
  'server_bytes',
  'state',
]
/** Below this width the usual columns do not fit: the state, which the event name often says too, stands in the drawer. */
export const USUAL_PX = 1060
export const NARROW_COLUMNS: readonly string[] = USUAL_COLUMNS.filter((id) => id !== 'state')
