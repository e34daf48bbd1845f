/** Templates filled with the values of one record: the XML the record stands for, as a tree of typed values. */
import type { AttrValue } from '../kit/format'
import { Damaged } from './binary'
import { MAX_NODES, type BinaryXml } from './binary-xml'
import type { Node } from './nodes'
import { readValue, ValueType, type ValuePlace } from './values'

export interface XmlElement {
  name: string
  attributes: readonly { name: string; value: AttrValue }[]
  children: XmlElement[]
  /** What stands in the element besides elements; null = nothing. */
  value: AttrValue
}

/** Chosen: a record has at most 64 KiB and doubles when its bytes become hexadecimal; beyond that a value is repeated to fill the memory. */
const MAX_CHARACTERS = 1 << 20
/** Chosen: as deep as one template may nest. */
const MAX_DEPTH = 40

export class Expander {
  private nodes = 0
  private characters = 0

  constructor(
    private readonly xml: BinaryXml,
    private readonly bytes: Uint8Array,
    private readonly view: DataView,
  ) {}

  /** Shape: place of a record's binary XML → an element without a name that holds what was read. Errors: Damaged. */
  read(at: number, end: number): XmlElement {
    this.nodes = 0
    this.characters = 0
    const root: XmlElement = { name: '', attributes: [], children: [], value: null }
    this.fill(root, this.xml.fragment(at, end), [], 0)
    return root
  }

  private fill(into: XmlElement, nodes: readonly Node[], values: readonly ValuePlace[], depth: number): void {
    if (depth > MAX_DEPTH) throw new Damaged(`templates nested deeper than ${MAX_DEPTH}`)
    for (const node of nodes) {
      if (++this.nodes > MAX_NODES) throw new Damaged(`expands to more than ${MAX_NODES} nodes`)
      if (node.kind === 'element') {
        const attributes = node.attributes.map(({ name, parts }) => ({ name, value: this.attribute(parts, values, depth) }))
        const child: XmlElement = { name: node.name, attributes, children: [], value: null }
        into.children.push(child)
        this.fill(child, node.children, values, depth + 1)
      } else if (node.kind === 'instance') this.fill(into, node.nodes, node.values, depth + 1)
      else if (node.kind === 'text') this.append(into, node.text)
      else this.substitute(into, values[node.index], depth)
    }
  }

  private attribute(parts: readonly Node[], values: readonly ValuePlace[], depth: number): AttrValue {
    const holder: XmlElement = { name: '', attributes: [], children: [], value: null }
    this.fill(holder, parts, values, depth + 1)
    return holder.value
  }

  private substitute(into: XmlElement, place: ValuePlace | undefined, depth: number): void {
    if (place === undefined) return
    if (place.type === ValueType.BinaryXml) {
      if (place.size > 0) this.fill(into, this.xml.fragment(place.at, place.at + place.size, depth + 1), [], depth + 1)
    } else this.append(into, readValue(this.bytes, this.view, place), place.size)
  }

  private append(into: XmlElement, value: AttrValue, sizeBytes = 0): void {
    if (value === null) return
    this.characters += Math.max(sizeBytes, typeof value === 'string' ? value.length : 8)
    if (into.value !== null) into.value = textOf(into.value) + textOf(value)
    else into.value = value
    if (this.characters > MAX_CHARACTERS) throw new Damaged(`expands to more than ${MAX_CHARACTERS} characters`)
  }
}

function textOf(value: AttrValue): string {
  if (Array.isArray(value)) return value.map(textOf).join(', ')
  return typeof value === 'object' ? '' : String(value)
}
