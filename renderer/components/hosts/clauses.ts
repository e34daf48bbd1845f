/** Filters that show a session in Investigate, across every sensor that saw it. */
import type { SessionRow } from '#contract/hosts'
import { clauseText } from '#contract/selection'

/** Shape: session → clauses for its two ends; what it does not know is left out. */
export function sessionClauses(row: Pick<SessionRow, 'client_ip' | 'client_port' | 'server_ip' | 'server_port'>): string[] {
  const ends: [string, string | number | null][] = [
    ['client_ip', row.client_ip],
    ['client_port', row.client_port],
    ['server_ip', row.server_ip],
    ['server_port', row.server_port],
  ]
  return ends.flatMap(([field, value]) => (value === null ? [] : [clauseText(field, value)]))
}
