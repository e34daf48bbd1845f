/** An element of an XML file as a tree of plain values, bounded in size. */
import { SaxesParser } from 'saxes'
import { decode } from './text'

export interface XmlNode {
  name: string
  attributes: Readonly<Record<string, string>>
  children: XmlNode[]
  /** Its own text, without that of its children. */
  text: string
}

/** Most elements of one tree. Chosen: a host with every port spelled out has a fifth of it. */
const MOST_NODES = 1_000_000
const DEEPEST = 64

/** Shape: bytes of one element, or of an opening tag alone → its tree, or null where it is not well-formed or too large. */
export function readXml(bytes: Uint8Array, isTagOnly = false): XmlNode | null {
  const parser = new SaxesParser({ fragment: isTagOnly })
  const open: XmlNode[] = []
  let root: XmlNode | null = null
  let nodes = 0
  parser.on('opentag', ({ name, attributes }) => {
    if (++nodes > MOST_NODES || open.length === DEEPEST) throw new Error('too large')
    const node: XmlNode = { name, attributes: attributes as Record<string, string>, children: [], text: '' }
    if (open.length === 0) root ??= node
    else open.at(-1)!.children.push(node)
    open.push(node)
  })
  const take = (text: string) => {
    if (open.length > 0) open.at(-1)!.text += text
  }
  parser.on('text', take)
  parser.on('cdata', take)
  parser.on('closetag', () => open.pop())
  parser.on('error', (error) => {
    throw error
  })
  try {
    const text = decode(bytes)
    parser.write(text)
    /* An opening tag is closed by nobody: its element goes on in the file. */
    if (!isTagOnly) parser.close()
    return root
  } catch {
    return null
  }
}

/** Shape: (node, name) → its first child of that name. */
export const childOf = (node: XmlNode | undefined, name: string): XmlNode | undefined =>
  node?.children.find((child) => child.name === name)

/** Shape: (node, name) → its children of that name. */
export const childrenOf = (node: XmlNode | undefined, name: string): XmlNode[] =>
  node?.children.filter((child) => child.name === name) ?? []

/** Shape: (node, name) → text of its first child of that name, trimmed, or empty. */
export const childText = (node: XmlNode | undefined, name: string): string => childOf(node, name)?.text.trim() ?? ''

/** Shape: (node, attribute) → its value, or empty. */
export const attributeOf = (node: XmlNode | undefined, name: string): string =>
  node !== undefined && Object.hasOwn(node.attributes, name) ? node.attributes[name]! : ''
