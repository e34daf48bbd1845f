/** The raw record of a made-up event: a line that its sensor could have written. */
import type { EventRow } from '#contract/event'
import type { RawRecord } from '#contract/query'

function lineOf(row: EventRow): string {
  const ends = `${row.src_ip}:${row.src_port} -> ${row.dst_ip}:${row.dst_port}`
  if (row.format === 'snort-fast')
    return `${row.ts.slice(5, 10).replace('-', '/')}-${row.ts.slice(11, 19)}.000000  [**] [${row.signature_id}:4] ${row.signature} [**] [Priority: 2] {TCP} ${ends}`
  if (row.format === 'tnm')
    return `${row.ts.replace('T', ' ').replace('Z', '')} - ${row.name}[${(row.client_bytes ?? 0) + (row.server_bytes ?? 0)}]:${ends} [u:${row.server_bytes} d:${row.client_bytes}]`
  if (row.format === 'syslog') return `${row.ts.slice(5, 19)} web1 sshd[4211]: ${row.message}`
  return [
    row.ts,
    row.client_ip,
    row.client_port,
    row.server_ip,
    row.server_port,
    row.proto,
    row.service,
    row.duration_s,
    row.client_bytes,
    row.server_bytes,
  ].join('\t')
}

/** Shape: rows, key, context → the record with its neighbours of the same file, or null. */
export function rawOf(rows: readonly EventRow[], key: string, context: number): RawRecord | null {
  const row = rows.find((candidate) => candidate.event_key === key)
  if (row === undefined) return null
  const own = rows.filter((candidate) => candidate.evidence === row.evidence)
  const at = own.indexOf(row)
  const line = (neighbour: EventRow) => ({ line: neighbour.line, raw: lineOf(neighbour) })
  return {
    event_key: key,
    evidence: row.evidence,
    member: '-',
    sha256: row.evidence,
    byte_offset: row.byte_offset,
    byte_length: row.byte_length,
    line: row.line,
    raw: lineOf(row),
    verified: true,
    before: own.slice(Math.max(0, at - context), at).map(line),
    after: own.slice(at + 1, at + 1 + context).map(line),
  }
}
