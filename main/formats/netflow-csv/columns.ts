/** Columns of flow records in text, as nfdump (both generations) and SiLK's rwcut call them. */
import type { CsvRow } from '../kit/csv'

const COLUMNS = {
  start: ['ts', 'firstSeen', 'first', 'sTime'],
  end: ['te', 'lastSeen', 'last', 'eTime'],
  duration: ['td', 'duration'],
  src: ['sa', 'srcAddr', 'sIP'],
  dst: ['da', 'dstAddr', 'dIP'],
  srcPort: ['sp', 'srcPort', 'sPort'],
  dstPort: ['dp', 'dstPort', 'dPort'],
  proto: ['pr', 'proto', 'pro', 'protocol'],
  flags: ['flg', 'flags'],
  srcPkts: ['ipkt', 'packets', 'inPackets'],
  srcBytes: ['ibyt', 'bytes', 'inBytes'],
  dstPkts: ['opkt', 'outPackets'],
  dstBytes: ['obyt', 'outBytes'],
  sensor: ['ra', 'sensor', 'router'],
} as const

type Column = keyof typeof COLUMNS

/** Columns that stand in the event. */
export const TAKEN: ReadonlySet<string> = new Set(
  (Object.keys(COLUMNS) as Column[]).filter((column) => column !== 'flags').flatMap((column) => [...COLUMNS[column]]),
)

/** Shape: (row, what is meant) → the column of that meaning, or empty. */
export function valueOf(row: CsvRow, column: Column): string {
  const name = COLUMNS[column].find((each) => row.has(each))
  return name === undefined ? '' : row.get(name)
}

/** Shape: names of columns → the one that holds the start. */
export const startColumn = (names: readonly string[]): number =>
  names.findIndex((name) => (COLUMNS.start as readonly string[]).includes(name.trim()))

const NEEDED: readonly Column[] = ['start', 'src', 'dst', 'srcBytes', 'srcPkts', 'proto']

/** Shape: fields of a row → whether they name time, both addresses, protocol, packets and bytes of a flow record. */
export function isFlowHeader(fields: readonly string[]): boolean {
  const names = new Set(fields.map((name) => name.trim()))
  return NEEDED.every((column) => COLUMNS[column].some((name) => names.has(name)))
}
