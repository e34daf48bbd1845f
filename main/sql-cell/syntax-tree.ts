/** The tree that DuckDB's parser gives as JSON, as far as the gate looks at it. */
import { z } from 'zod'

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
export type TreeNode = { [key: string]: Json }

export const isNode = (value: Json | undefined): value is TreeNode =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const textOf = (node: TreeNode, key: string): string => (typeof node[key] === 'string' ? node[key] : '')
export const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : [])

/** What `json_serialize_sql` answers. */
export const Serialized = z.discriminatedUnion('error', [
  z.object({ error: z.literal(false), statements: z.array(z.object({ node: z.record(z.string(), z.json()) })) }),
  z.object({
    error: z.literal(true),
    error_type: z.string(),
    error_message: z.string(),
    position: z.string().optional(),
  }),
])

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g
/** No statement has this character, so no text of the tree begins with it. */
const AS_WRITTEN = '\u0000'

/** Shape: the parser's JSON → tree; a number that JavaScript would round stays as it is written. */
export function treeOf(json: string): unknown {
  return JSON.parse(
    json.replace(TOKEN, (token) =>
      token.startsWith('"') || JSON.stringify(Number(token)) === token ? token : JSON.stringify(AS_WRITTEN + token),
    ),
  )
}

/** Shape: tree → JSON for the parser, every number as it was written. */
export const jsonOf = (tree: TreeNode): string => JSON.stringify(tree).replace(/"\\u0000([^"]*)"/g, '$1')
