/** Binary XML of one chunk, parsed into nodes: templates once per chunk, whoever uses them. Source: [MS-EVEN6] 2.2.12. */
import { Damaged, utf16Text } from './binary'
import { Cursor } from './cursor'
import type { ElementNode, InstanceNode, Node } from './nodes'
import type { TemplateLibrary } from './template-library'
import { isPart, MORE, Token } from './tokens'
import type { ValuePlace } from './values'

/** Chosen: real events nest five deep; far below what the stack bears. */
const MAX_DEPTH = 40
/** Chosen: real events have some hundred nodes; few enough that a chunk full of hostile records is read in a moment. */
export const MAX_NODES = 10_000

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Parses places of one chunk; every offset in it counts from the chunk's start. */
export class BinaryXml extends Cursor {
  /** A template of the fragment read last was not in its place, and another of the same id was taken for it. */
  isBorrowed = false
  private readonly names = new Map<number, string>()
  /** null = being parsed right now: a template that contains itself is refused. */
  private readonly templates = new Map<number, readonly Node[] | Damaged | null>()
  private nodes = 0
  private isInTemplate = false

  constructor(
    bytes: Uint8Array,
    view: DataView,
    private readonly library: TemplateLibrary,
  ) {
    super(bytes, view)
  }

  /** Shape: place of a fragment → its nodes. Errors: Damaged. */
  fragment(at: number, end: number, depth = 0): readonly Node[] {
    if (depth === 0) {
      this.nodes = 0
      this.isBorrowed = false
    }
    const [outerAt, outerEnd] = [this.at, this.end]
    this.at = at
    this.end = end
    try {
      return this.content(depth)
    } finally {
      this.at = outerAt
      this.end = outerEnd
    }
  }

  private content(depth: number): Node[] {
    if (depth > MAX_DEPTH) throw new Damaged(`elements nested deeper than ${MAX_DEPTH}`)
    const nodes: Node[] = []
    while (this.at < this.end) {
      const token = this.byte()
      if (token === Token.End || token === Token.EndElement) break
      const node = this.node(token, depth)
      if (node !== null) nodes.push(node)
    }
    return nodes
  }

  private node(token: number, depth: number): Node | null {
    if (++this.nodes > MAX_NODES) throw new Damaged(`more than ${MAX_NODES} nodes in one record`)
    switch (token & ~MORE) {
      case Token.FragmentHeader:
        this.skip(3)
        return null
      case Token.OpenElement:
        return this.element((token & MORE) !== 0, depth)
      case Token.Template:
        return this.instance(depth)
      case Token.InstructionTarget:
        this.name()
        return null
      case Token.InstructionData:
        this.text()
        return null
      default:
        return this.part(token)
    }
  }

  /** Text, reference or substitution: what may stand in an attribute too. */
  private part(token: number): Node {
    switch (token & ~MORE) {
      case Token.Value:
        if (this.byte() !== 0x01) throw new Damaged('literal text of another type than text')
        return { kind: 'text', text: this.text() }
      case Token.CData:
        return { kind: 'text', text: this.text() }
      case Token.CharReference:
        return { kind: 'text', text: String.fromCharCode(this.short()) }
      case Token.EntityReference: {
        const name = this.name()
        return { kind: 'text', text: ENTITIES[name] ?? `&${name};` }
      }
      case Token.NormalSubstitution:
      case Token.OptionalSubstitution: {
        const index = this.short()
        this.skip(1)
        return { kind: 'value', index }
      }
      default:
        throw new Damaged(`unknown token 0x${token.toString(16)} at byte ${this.at - 1} of the chunk`)
    }
  }

  private element(hasAttributes: boolean, depth: number): ElementNode {
    /* Templates write which value the element depends on before its size; other elements may leave it out. */
    const isBare = !this.isInTemplate && this.longAt(this.at) <= this.end - this.at - 4
    this.skip(isBare ? 4 : 6)
    const name = this.name()
    const attributes = hasAttributes ? this.attributes() : []
    const token = this.byte()
    if (token === Token.CloseEmpty) return { kind: 'element', name, attributes, children: [] }
    if (token !== Token.CloseStart) throw new Damaged(`the start of element ${name} is not closed`)
    return { kind: 'element', name, attributes, children: this.content(depth + 1) }
  }

  private attributes(): ElementNode['attributes'] {
    this.skip(4)
    const attributes: ElementNode['attributes'] = []
    while ((this.peek() & ~MORE) === Token.Attribute) {
      if (++this.nodes > MAX_NODES) throw new Damaged(`more than ${MAX_NODES} nodes in one record`)
      this.skip(1)
      const name = this.name()
      const parts: Node[] = []
      while (isPart(this.peek())) parts.push(this.part(this.byte()))
      attributes.push({ name, parts })
    }
    return attributes
  }

  private instance(depth: number): InstanceNode {
    this.skip(1)
    const id = this.long()
    const definition = this.long()
    const nodes = this.template(definition, id, depth) ?? this.borrow(id)
    if (definition === this.at) this.skip(24 + this.longAt(definition + 20))
    const count = this.long()
    if (count * 4 > this.end - this.at) throw new Damaged(`${count} values do not fit into the record`)
    const values: ValuePlace[] = []
    let at = this.at + count * 4
    for (let index = 0; index < count; index++) {
      const place = { type: this.bytes[this.at + 2]!, at, size: this.view.getUint16(this.at, true) }
      this.skip(4)
      at += place.size
      if (at > this.end) throw new Damaged(`value ${index} reaches beyond the record`)
      values.push(place)
    }
    this.at = at
    return { kind: 'instance', nodes, values }
  }

  /** The template's definition may lie anywhere in the chunk; in slack another may have been written over it: null. */
  private template(at: number, id: number, depth: number): readonly Node[] | null {
    if (at + 24 > this.bytes.length || this.longAt(at + 4) !== id) return null
    const known = this.templates.get(at)
    if (known === null) throw new Damaged('a template that contains itself')
    if (known instanceof Damaged) throw known
    if (known !== undefined) return known
    this.templates.set(at, null)
    try {
      const nodes = this.definition(at, depth)
      this.templates.set(at, nodes)
      this.library.add(id, nodes)
      return nodes
    } catch (error) {
      /* Kept, so that a thousand records of a damaged template do not parse it a thousand times. */
      if (error instanceof Damaged) this.templates.set(at, error)
      throw error
    }
  }

  private borrow(id: number): readonly Node[] {
    const nodes = this.library.get(id)
    if (nodes === undefined)
      throw new Damaged(`template 0x${id.toString(16)} is not where the record says: overwritten or damaged`)
    this.isBorrowed = true
    return nodes
  }

  private definition(at: number, depth: number): readonly Node[] {
    const size = this.longAt(at + 20)
    if (at + 24 + size > this.bytes.length) throw new Damaged('a template reaches beyond its chunk')
    const wasInTemplate = this.isInTemplate
    this.isInTemplate = true
    try {
      return this.fragment(at + 24, at + 24 + size, depth + 1)
    } finally {
      this.isInTemplate = wasInTemplate
    }
  }

  /** A name lies where it is used first; later uses point there. */
  private name(): string {
    const place = this.long()
    const isHere = place === this.at
    const length = this.shortAt(place + 6)
    const end = place + 8 + 2 * length + 2
    if (end > this.bytes.length) throw new Damaged('a name reaches beyond its chunk')
    if (isHere) this.skip(end - place)
    let name = this.names.get(place)
    if (name === undefined) this.names.set(place, (name = utf16Text(this.bytes, place + 8, 2 * length)))
    return name
  }

  private text(): string {
    const size = 2 * this.short()
    const at = this.at
    this.skip(size)
    return utf16Text(this.bytes, at, size)
  }
}
