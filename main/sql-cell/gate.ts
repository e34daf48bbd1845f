/**
 * What a person may ask: one statement that reads documented views with functions that work from their arguments.
 *
 * SECURITY: a walk over the parser's own tree that refuses whatever is not known to be harmless: kinds of nodes, names of relations,
 * functions and types are lists of what is allowed. The process the statement then runs in is the second wall, not the only one.
 */
import { fault, type Fault } from '#contract/errors'
import { FUNCTIONS, SESSION_WORDS, TABLE_FUNCTIONS, TYPES } from './functions'
import { isNode, listOf, Serialized, textOf, treeOf, type Json, type TreeNode } from './syntax-tree'

/** What a statement that may be run is. */
export interface Allowed {
  /** Documented relations it names. */
  relations: string[]
  /** The statement's node in the parser's tree. */
  tree: TreeNode
}

type Scope = ReadonlySet<string>

const QUERIES = new Set(['SELECT_NODE', 'SET_OPERATION_NODE', 'RECURSIVE_CTE_NODE', 'CTE_NODE'])
const SOURCES = new Set(['BASE_TABLE', 'SUBQUERY', 'JOIN', 'TABLE_FUNCTION', 'EXPRESSION_LIST', 'EMPTY', 'SHOW_REF'])
const EXPRESSIONS = new Set([
  ...[
    'BETWEEN',
    'CASE',
    'CAST',
    'COLLATE',
    'COLUMN_REF',
    'COMPARISON',
    'CONJUNCTION',
    'CONSTANT',
    'FUNCTION',
    'LAMBDA',
    'OPERATOR',
  ],
  ...['POSITIONAL_REFERENCE', 'STAR', 'SUBQUERY', 'WINDOW'],
])
const MODIFIERS = new Set(['ORDER_MODIFIER', 'LIMIT_MODIFIER', 'LIMIT_PERCENT_MODIFIER', 'DISTINCT_MODIFIER'])
const TYPE_PARTS = new Set([
  ...['DECIMAL_TYPE_INFO', 'LIST_TYPE_INFO', 'ARRAY_TYPE_INFO', 'STRUCT_TYPE_INFO', 'UNBOUND_TYPE_INFO', 'GENERIC_TYPE_INFO'],
  ...['STRING_TYPE_INFO', 'INTEGER_LITERAL_TYPE_INFO'],
])
const ORDERS = new Set(['ORDER_DEFAULT', 'ASCENDING', 'DESCENDING'])
const SHOWN = new Set(['DESCRIBE', 'SUMMARY'])
const PLAIN_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/
/** A place that the parser does not know is a number too large for one. */
function placeOf(node: TreeNode): string {
  const at = node['query_location']
  return typeof at === 'number' ? ` (character ${at + 1})` : ''
}

const notUsable = (what: string, node: TreeNode): Fault => fault('SQL-005', { what, place: placeOf(node) })

/**
 * Shape:  answer of the parser, names of the documented relations → what may be run.
 * Errors: SQL-001 not one statement that reads; SQL-002 it cannot be read; SQL-003 another relation; SQL-004 another function; SQL-005
 *         another construct.
 */
export function gate(answer: string, documented: ReadonlySet<string>): Allowed {
  const parsed = Serialized.parse(treeOf(answer))
  if (parsed.error) {
    const { error_type, error_message, position } = parsed
    if (error_type === 'not implemented') throw fault('SQL-001', { reason: 'it does not read, or it is a PIVOT' })
    const place = position === undefined ? '' : ` (character ${Number(position) + 1})`
    throw fault('SQL-002', { reason: error_message, place })
  }
  const [statement, ...more] = parsed.statements
  if (statement === undefined) throw fault('SQL-001', { reason: 'it is empty' })
  if (more.length > 0) throw fault('SQL-001', { reason: `there are ${more.length + 1} of them` })
  const walk = new Walk(documented)
  walk.query(statement.node, new Set())
  return { relations: [...walk.relations].sort(), tree: statement.node }
}

class Walk {
  readonly relations = new Set<string>()

  constructor(private readonly documented: ReadonlySet<string>) {}

  /** A node that gives rows: its WITH names hold for all that lies below it. */
  query(node: TreeNode, outer: Scope): void {
    if (!QUERIES.has(textOf(node, 'type'))) throw notUsable(`A query of kind ${textOf(node, 'type')}`, node)
    const { cte_map, ...rest } = node
    const scope = new Set(outer)
    for (const entry of isNode(cte_map) ? listOf(cte_map['map']) : []) this.named(entry, scope)
    const own = textOf(node, 'type') === 'RECURSIVE_CTE_NODE' ? textOf(node, 'cte_name').toLowerCase() : ''
    if (own !== '') scope.add(this.plain(own, node))
    this.parts(rest, scope)
  }

  /** A WITH name is seen by those after it; by itself only where it is recursive, which its node says. */
  private named(entry: Json, scope: Set<string>): void {
    if (!isNode(entry) || !isNode(entry['value'])) throw fault('SQL-005', { what: 'This WITH', place: '' })
    const name = this.plain(textOf(entry, 'key'), entry)
    this.parts(entry['value'], scope)
    scope.add(name)
  }

  private plain(name: string, node: TreeNode): string {
    if (!PLAIN_NAME.test(name)) throw notUsable(`The name "${name}" for a part of the statement`, node)
    return name.toLowerCase()
  }

  private parts(node: TreeNode, scope: Scope): void {
    for (const [key, value] of Object.entries(node)) {
      if (key === 'sample' && value !== null) throw notUsable('A random sample', node)
      if (key === 'at_clause' && value !== null) throw notUsable('AT (a version of a table)', node)
      this.value(value, scope)
    }
  }

  private value(value: Json, scope: Scope): void {
    if (Array.isArray(value)) for (const item of value) this.value(item, scope)
    else if (isNode(value)) this.node(value, scope)
  }

  private node(node: TreeNode, scope: Scope): void {
    const type = textOf(node, 'type')
    const kind = textOf(node, 'class')
    if (kind !== '') return this.expression(node, kind, scope)
    if (typeof node['id'] === 'string' && 'type_info' in node) return this.type(node, scope)
    if (type === '' || MODIFIERS.has(type) || ORDERS.has(type) || TYPE_PARTS.has(type)) return this.parts(node, scope)
    if (QUERIES.has(type)) return this.query(node, scope)
    if (!SOURCES.has(type)) throw notUsable(`A part of kind ${type}`, node)
    this.source(node, type, scope)
  }

  private source(node: TreeNode, type: string, scope: Scope): void {
    if (type === 'BASE_TABLE') this.relation(node, scope)
    if (type === 'TABLE_FUNCTION') {
      const call = node['function']
      if (!isNode(call) || !TABLE_FUNCTIONS.has(textOf(call, 'function_name').toLowerCase()))
        throw fault('SQL-003', { name: isNode(call) ? textOf(call, 'function_name') : 'without a name', place: placeOf(node) })
    }
    if (type === 'SHOW_REF' && (!SHOWN.has(textOf(node, 'show_type')) || !isNode(node['query'])))
      throw fault('SQL-003', { name: textOf(node, 'table_name') || 'of that kind', place: placeOf(node) })
    this.parts(node, scope)
  }

  private relation(node: TreeNode, scope: Scope): void {
    const name = textOf(node, 'table_name')
    const qualified = textOf(node, 'catalog_name') !== '' || textOf(node, 'schema_name') !== ''
    const lower = name.toLowerCase()
    if (!qualified && scope.has(lower)) return
    if (qualified || !this.documented.has(lower)) {
      const whole = [textOf(node, 'catalog_name'), textOf(node, 'schema_name'), name].filter((part) => part !== '').join('.')
      throw fault('SQL-003', { name: whole, place: placeOf(node) })
    }
    this.relations.add(lower)
  }

  private expression(node: TreeNode, kind: string, scope: Scope): void {
    if (kind === 'PARAMETER') throw notUsable('A parameter ($1, ?)', node)
    if (!EXPRESSIONS.has(kind)) throw notUsable(`An expression of kind ${kind}`, node)
    if (kind === 'FUNCTION' || kind === 'WINDOW') this.call(node)
    if (kind === 'COLUMN_REF') this.column(node)
    this.parts(node, scope)
  }

  private call(node: TreeNode): void {
    const name = textOf(node, 'function_name')
    // WHY: the parser itself writes the schema `main` for lists, structs and maps in brackets.
    const own = textOf(node, 'catalog') === '' && ['', 'main'].includes(textOf(node, 'schema'))
    if (own && FUNCTIONS.has(name.toLowerCase())) return
    throw fault('SQL-004', { name, place: placeOf(node) })
  }

  private column(node: TreeNode): void {
    const [name, ...more] = listOf(node['column_names'])
    if (more.length === 0 && typeof name === 'string' && SESSION_WORDS.has(name.toLowerCase()))
      throw fault('SQL-004', { name, place: placeOf(node) })
  }

  private type(node: TreeNode, scope: Scope): void {
    const info = node['type_info']
    const unbound = textOf(node, 'id') === 'UNBOUND' && isNode(info)
    const name = unbound ? textOf(info, 'name') : textOf(node, 'id')
    const named = unbound && (textOf(info, 'catalog') !== '' || textOf(info, 'schema') !== '')
    if (named || !TYPES.has(name.toLowerCase().replaceAll(' ', '_'))) throw notUsable(`The type ${name}`, node)
    if (isNode(info)) this.parts(info, scope)
  }
}
