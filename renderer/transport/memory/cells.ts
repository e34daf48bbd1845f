/** What a pivot groups a row by. */
import type { EventRow } from '#contract/event'
import type { PivotField } from '#contract/query'

export const HOST_LISTS: Record<string, string> = {
  '198.18.20.14': 'UNIX SSH servers',
  '198.18.20.30': 'Web servers',
  '198.18.20.2': 'DNS servers',
}

/** Shape: IPv4 address and prefix length → its network as text. */
function blockOf(ip: string, length: 8 | 16 | 24): string {
  const keep = length / 8
  return `${ip
    .split('.')
    .map((part, index) => (index < keep ? part : '0'))
    .join('.')}/${length}`
}

/** Shape: row and field → the value a pivot groups by. */
export function cellOf(row: EventRow, field: PivotField): string | number | null {
  const outside = row.direction === 'inbound' ? row.client_ip : row.server_ip
  if (field === 'block_8' || field === 'block_16' || field === 'block_24')
    return outside === null ? null : blockOf(outside, Number(field.slice(6)) as 8 | 16 | 24)
  if (field === 'list') return HOST_LISTS[row.server_ip ?? ''] ?? null
  if (field === 'day') return row.ts.slice(0, 10)
  if (field === 'hour') return Number(row.ts.slice(11, 13))
  if (field === 'tag') return null
  return row[field]
}
