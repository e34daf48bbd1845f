/** Parts of a .nessus file as values: the tags of a host, the fields of an item. */
import { SaxesParser } from 'saxes'
import { decode } from '../kit/text'

/** One element with its attributes, and the texts of its children by name; a name may come several times. */
export interface Element {
  attributes: Record<string, string>
  children: { name: string; attributes: Record<string, string>; text: string }[]
}

/** Shape: bytes of one element, and whether it is only the opening tag → its values, or null where it is not well-formed. */
export function readElement(bytes: Uint8Array, isTagOnly: boolean): Element | null {
  const element: Element = { attributes: {}, children: [] }
  const parser = new SaxesParser({ fragment: isTagOnly })
  let depth = 0
  parser.on('opentag', (tag) => {
    const { name } = tag
    const attributes = tag.attributes as Record<string, string>
    depth++
    if (depth === 1) element.attributes = attributes
    else if (depth === 2) element.children.push({ name, attributes, text: '' })
  })
  const take = (text: string) => {
    if (depth >= 2) element.children.at(-1)!.text += text
  }
  parser.on('text', take)
  parser.on('cdata', take)
  parser.on('closetag', () => depth--)
  try {
    parser.write(decode(bytes) + (isTagOnly ? '</ReportHost>' : '')).close()
    return element
  } catch {
    return null
  }
}
