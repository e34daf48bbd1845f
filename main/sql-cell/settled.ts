/** A statement whose rows have one order only: its own, then all columns from left to right. */
import { isNode, listOf, textOf, type Json, type TreeNode } from './syntax-tree'

const position = (index: number): Json => ({
  class: 'CONSTANT',
  type: 'VALUE_CONSTANT',
  alias: '',
  value: { type: { id: 'INTEGER', type_info: null }, is_null: false, value: index + 1 },
})

const byColumn = (index: number): Json => ({
  type: 'ORDER_DEFAULT',
  null_order: 'ORDER_DEFAULT',
  expression: position(index),
})

/**
 * WHY: put into the statement itself, before its LIMIT, so that the rows that are left are the same ones each time.
 *
 * Shape: statement's tree × number of its columns → tree for `json_deserialize_sql`.
 */
export function settledTree(tree: TreeNode, columns: number): TreeNode {
  const modifiers = listOf(tree['modifiers']).filter(isNode)
  const ties = Array.from({ length: columns }, (_, index) => byColumn(index))
  const stated = modifiers.find((modifier) => textOf(modifier, 'type') === 'ORDER_MODIFIER')
  const order = { type: 'ORDER_MODIFIER', orders: [...listOf(stated?.['orders']), ...ties] }
  const distinct = modifiers.filter((modifier) => textOf(modifier, 'type') === 'DISTINCT_MODIFIER')
  const rest = modifiers.filter((modifier) => modifier !== stated && !distinct.includes(modifier))
  const ordered = { ...tree, modifiers: [...distinct, order, ...rest] }
  return { error: false, statements: [{ node: ordered, named_param_map: [] }] }
}
