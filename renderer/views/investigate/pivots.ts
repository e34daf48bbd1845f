/** Where one can go from an event: each pivot is a selection of its own. */
import type { EventRow } from '#contract/event'
import { clauseText, type Selection, type TimeWindow } from '#contract/selection'
import { MICROS_PER_SECOND, isoFromMicros, microsFromIso } from '#contract/units'
import { spanText } from '../../format/clause'
import { addClause } from '../../stores/selection-steps'
import { text } from '../../text/en'

export interface Pivot {
  id: string
  title: string
  selection: Selection
}

const words = text.investigate.pivots
const SOURCE = 'pivot'
const AROUND_US = 10 * 60 * MICROS_PER_SECOND
/** Source: “same session” of the event contract: intervals that overlap within two seconds. */
const SLACK_US = 2 * MICROS_PER_SECOND

const selecting = (texts: readonly string[], window: TimeWindow = { kind: 'all' }): Selection =>
  texts.reduce((selection, clause) => addClause(selection, { source: SOURCE, text: clause }), {
    clauses: [],
    window,
  } as Selection)

function session(row: EventRow, one: string, other: string): Pivot {
  const start = microsFromIso(row.ts) ?? 0
  const end = row.ts_end === null ? start : (microsFromIso(row.ts_end) ?? start)
  const ports = [row.client_port ?? row.src_port, row.server_port ?? row.dst_port].filter((port) => port !== null)
  const during = spanText(isoFromMicros(start - SLACK_US), isoFromMicros(end + SLACK_US))
  return {
    id: 'session',
    title: words.session,
    selection: selecting([`ip:${one} ip:${other}`, ...ports.map((port) => `port:${port}`), during]),
  }
}

function around(id: string, row: EventRow, ip: string): Pivot {
  const at = microsFromIso(row.ts) ?? 0
  return {
    id,
    title: words.client(ip),
    selection: selecting([clauseText('ip', ip)], { kind: 'between', fromUs: at - AROUND_US, toUs: at + AROUND_US }),
  }
}

/** Shape: event → the pivots it allows, nearest first. */
export function pivotsOf(row: EventRow): Pivot[] {
  const [client, server] = [row.client_ip ?? row.src_ip, row.server_ip ?? row.dst_ip]
  const pivots: Pivot[] = []
  if (client !== null && server !== null) {
    pivots.push(
      { id: 'pair', title: words.pair, selection: selecting([`ip:${client} ip:${server}`]) },
      session(row, client, server),
    )
  }
  if (client !== null) pivots.push(around('client', row, client))
  if (server !== null) pivots.push(around('server', row, server))
  if (row.signature_id !== null)
    pivots.push({ id: 'signature', title: words.signature, selection: selecting([clauseText('signature_id', row.signature_id)]) })
  if (row.user_name !== null)
    pivots.push({ id: 'user', title: words.user, selection: selecting([clauseText('user_name', row.user_name)]) })
  return [...pivots, { id: 'name', title: words.name, selection: selecting([clauseText('name', row.name)]) }]
}
