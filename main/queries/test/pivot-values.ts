/** What a pivot groups an event under, said slowly. */
import type { Cell, PivotField } from '#contract/query'
import { addressText, network } from '#contract/query-language/addresses'
import type { z } from 'zod'
import type { ReferenceRow } from './reference'

type Key = z.infer<typeof Cell>

function blockOf(address: string | null, bits: 8 | 16 | 24): Key {
  if (address === null) return null
  const isV4 = !address.includes(':')
  const length = isV4 ? bits : 2 * bits
  return `${addressText(network(`${address}/${length}`)!.low, isV4)}/${length}`
}

/** Shape: (row, field) → its keys: one, except for tags and lists; null where it has none. */
export function pivotValues(row: ReferenceRow, field: PivotField): Key[] {
  switch (field) {
    case 'block_8':
      return [blockOf(row.outside, 8)]
    case 'block_16':
      return [blockOf(row.outside, 16)]
    case 'block_24':
      return [blockOf(row.outside, 24)]
    case 'tag':
      return row.tags.length === 0 ? [null] : row.tags
    case 'list':
      return row.lists.length === 0 ? [null] : row.lists
    case 'day':
      return [row.ts.slice(0, 10)]
    case 'hour':
      return [Number(row.ts.slice(11, 13))]
    default:
      return [row[field]]
  }
}
