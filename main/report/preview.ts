/** The report's pages as pictures, cut from the typesetter's one long drawing; text is drawn as outlines, so nothing in it can act. */
import type { SetDocument } from './pdf'
import { typeset } from './pdf'

const PAGE_START = /^ {4}<g[ >]/
const PAGE_END = /^ {4}<\/g>/
const GROUND = /^ {4}<path class="typst-shape"/
const SYMBOL_START = /^ *<(?:symbol|clipPath|linearGradient|pattern|g) id="([^"]+)"/

interface Drawing {
  grounds: string[]
  pages: string[][]
  /** What `<defs>` hold, by id. */
  definitions: Map<string, string>
}

function definitionsOf(lines: readonly string[]): Map<string, string> {
  const definitions = new Map<string, string>()
  for (let at = 0; at < lines.length; at++) {
    const id = SYMBOL_START.exec(lines[at]!)?.[1]
    if (id === undefined) continue
    const indent = /^ */.exec(lines[at]!)![0]
    let end = at
    while (end < lines.length - 1 && !lines[end]!.startsWith(`${indent}</`)) end++
    definitions.set(id, lines.slice(at, end + 1).join('\n'))
    at = end
  }
  return definitions
}

function takeApart(svg: string): Drawing {
  const lines = svg.split('\n')
  const grounds: string[] = []
  const pages: string[][] = []
  let page: string[] | null = null
  let at = 1
  for (; at < lines.length && !/^ {4}<defs/.test(lines[at]!); at++) {
    const line = lines[at]!
    if (page === null && GROUND.test(line)) grounds.push(line)
    else if (page === null && PAGE_START.test(line)) page = []
    else if (page !== null && PAGE_END.test(line)) {
      pages.push(page)
      page = null
    } else page?.push(line)
  }
  return { grounds, pages, definitions: definitionsOf(lines.slice(at)) }
}

/** Ids that a text refers to, and those that their definitions refer to. */
function usedDefinitions(text: string, definitions: ReadonlyMap<string, string>): string {
  const used = new Map<string, string>()
  const queue = [text]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const [, id] of next.matchAll(/(?:href="#|url\(#)([^")]+)/g)) {
      const definition = definitions.get(id!)
      if (definition === undefined || used.has(id!)) continue
      used.set(id!, definition)
      queue.push(definition)
    }
  }
  return [...used]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, definition]) => definition)
    .join('\n')
}

/**
 * Set the report and draw each page.
 *
 * Shape:  document → one SVG per page, A4, width and height in points.
 * Errors: RPT-001 the typesetter refused it.
 */
export function renderPages(input: SetDocument): string[] {
  const { typesetter, pages } = typeset(input)
  const drawing = takeApart(typesetter.plainSvg(pages))
  return drawing.pages.map((lines, index) => {
    const body = lines.join('\n').replaceAll(/<a(?: [^>]*)?>|<\/a>/g, '')
    const defs = usedDefinitions(body, drawing.definitions)
    const head =
      '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 595.276 841.89" width="595.276" height="841.89">'
    return `${head}${drawing.grounds[index] ?? ''}<g>${body}</g><defs>${defs}</defs></svg>`
  })
}
