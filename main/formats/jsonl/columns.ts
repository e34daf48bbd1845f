/** Members of JSON objects as columns: nested ones by their path. */
import type { ColumnSample } from '#contract/mapping'
import type { AttrValue, Head } from '../kit/format'
import { readJsonObject, type JsonObject } from '../kit/json'
import { JsonElements } from '../kit/json-elements'
import { runsOverLines } from '../kit/json-reader'
import { decode } from '../kit/text'

const MOST_OBJECTS = 500
const MOST_COLUMNS = 1000
/** Chosen: `event.origin.ip` and what exports of search engines wrap around it. */
const DEEPEST = 4

export interface HeadObjects {
  objects: readonly JsonObject[]
  /** Lines or elements that were looked at, objects or not. */
  looked: number
  isArray: boolean
}

/** Shape: beginning of a file → its first objects: those of an array, one per line, or one behind the other. */
export function objectsOfHead(head: Head): HeadObjects {
  const isArray = /^(?:\xef\xbb\xbf)?\s*\[/.test(head.text)
  const texts = runsOverLines(head.bytes) ? elementTexts(head) : lineTexts(head)
  const objects = texts.flatMap((text) => {
    const object = readJsonObject(text)
    return typeof object === 'string' ? [] : [object]
  })
  return { objects, looked: texts.length, isArray }
}

function lineTexts(head: Head): string[] {
  const lines = head.whole || head.lines.length < 2 ? head.lines : head.lines.slice(0, -1)
  const texts = lines.map((line) =>
    Buffer.from(line, 'latin1')
      .toString('utf8')
      .replace(/^\ufeff/, '')
      .trim()
      .replace(/,$/, ''),
  )
  return texts.filter((text) => text !== '').slice(0, MOST_OBJECTS)
}

function elementTexts({ bytes, whole }: Head): string[] {
  const elements = new JsonElements()
  const found = elements.push(bytes)
  if (whole) found.push(...elements.finish())
  return found.slice(0, MOST_OBJECTS).map((element) => (element.bytes === null ? '' : decode(element.bytes)))
}

/** Shape: value → its text as a cell of a table; empty for null. */
export function cellOf(value: AttrValue | undefined): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** Shape: (object, name of a column) → its value; a name with dots means a path unless a member is called so. */
export function valueAt(object: JsonObject, name: string): AttrValue | undefined {
  if (Object.hasOwn(object, name)) return object[name]
  let from = object
  for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.')) {
    const inner = Object.hasOwn(from, name.slice(0, dot)) ? from[name.slice(0, dot)] : undefined
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return undefined
    from = inner as JsonObject
    name = name.slice(dot + 1)
    if (Object.hasOwn(from, name)) return from[name]
  }
  return undefined
}

/** Shape: objects → their columns in the order they come, with the values that say something. */
export function samplesOf(objects: readonly JsonObject[]): ColumnSample[] {
  const columns = new Map<string, string[]>()
  const add = (object: JsonObject, path: string, depth: number): void => {
    for (const [key, value] of Object.entries(object)) {
      const name = `${path}${key}`
      if (typeof value === 'object' && value !== null && !Array.isArray(value) && depth < DEEPEST) {
        add(value as JsonObject, `${name}.`, depth + 1)
        continue
      }
      const values = columns.get(name) ?? []
      if (!columns.has(name) && columns.size >= MOST_COLUMNS) continue
      columns.set(name, values)
      const text = cellOf(value).trim()
      if (text !== '' && text !== '-') values.push(text)
    }
  }
  for (const object of objects) add(object, '', 1)
  return [...columns].map(([name, values]) => ({ name, values }))
}
