/** Columns of Nessus CSV exports: those of the scanner, and those of the manager above it, which are called otherwise. */
import type { CsvRow } from '../kit/csv'

const COLUMNS = {
  plugin: ['Plugin ID', 'Plugin'],
  title: ['Name', 'Plugin Name'],
  severity: ['Risk', 'Severity', 'Risk Factor'],
  host: ['Host', 'IP Address', 'Asset IP Address'],
  name: ['FQDN', 'DNS Name', 'NetBIOS Name'],
  proto: ['Protocol'],
  port: ['Port'],
  cve: ['CVE'],
  family: ['Plugin Family', 'Family'],
  output: ['Plugin Output', 'Plugin Text'],
  time: ['Host End', 'Host Start', 'Last Observed', 'Last Seen', 'Last Found'],
} as const

type Column = keyof typeof COLUMNS

/** Columns that stand in the event; what is kept beside keeps its own name. */
export const TAKEN: ReadonlySet<string> = new Set(
  (['plugin', 'title', 'severity', 'host', 'proto', 'port', 'cve', 'family'] as const).flatMap((column) => [...COLUMNS[column]]),
)

/** Shape: (row, what is meant) → the first column of that meaning that says something, or empty. */
export function valueOf(row: CsvRow, column: Column): string {
  for (const name of COLUMNS[column]) {
    const value = row.get(name)
    if (value !== '') return value
  }
  return ''
}

/** Shape: fields of a row → whether they name plugin, severity and host. */
export function isNessusHeader(fields: readonly string[]): boolean {
  const first = fields[0]?.trim() ?? ''
  if (!/^[A-Z]/.test(first)) return false
  const names = new Set(fields.map((name) => name.trim()))
  return (['plugin', 'severity', 'host'] as const).every((column) => COLUMNS[column].some((name) => names.has(name)))
}
