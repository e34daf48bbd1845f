/**
 * An entry's Markdown as safe HTML, its `[E1]` marks as chips that say the state of the citation.
 *
 * SECURITY: HTML in the text stays text (`html: false`), images are not loaded, addresses are shown and never become links,
 * and what comes out is sanitised once more to a short list of elements.
 */
import DOMPurify from 'dompurify'
import MarkdownIt, { type MarkdownIt as Markdown } from 'markdown-it'

/** What a chip shows: the state's sign and the whole state in words. */
export interface ChipFace {
  state: string
  sign: string
  words: string
}
export type ChipFaces = (label: string) => ChipFace

const MARK = /^\[(E\d{1,5})\](?![([:])/
const ELEMENTS = [
  ...['p', 'br', 'hr', 'h3', 'h4', 'h5', 'h6', 'strong', 'em', 's', 'code', 'pre', 'blockquote'],
  ...['ul', 'ol', 'li', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'span', 'button'],
]
const ATTRIBUTES = ['class', 'type', 'data-label', 'data-state', 'aria-label', 'start']

interface Environment {
  faces: ChipFaces
}

/** Headings of an entry stand below the entry's own title. */
function lowerHeadings(md: Markdown) {
  for (const name of ['heading_open', 'heading_close'] as const) {
    md.renderer.rules[name] = (tokens, at, options, _env, self) => {
      const token = tokens[at]!
      token.tag = `h${Math.min(6, Number(token.tag.slice(1)) + 2)}`
      return self.renderToken(tokens, at, options)
    }
  }
}

/** `[text](address)` shows both, as text. */
function linksAsText(md: Markdown) {
  md.renderer.rules.link_open = () => '<span class="address-name">'
  md.renderer.rules.link_close = (tokens, at) => {
    let open = at - 1
    while (open > 0 && tokens[open]!.type !== 'link_open') open -= 1
    return `</span> <code class="address">${md.utils.escapeHtml(tokens[open]?.attrGet('href')?.toString() ?? '')}</code>`
  }
}

function citationMarks(md: Markdown) {
  md.inline.ruler.before('link', 'citation', (state, silent) => {
    const match = MARK.exec(state.src.slice(state.pos, state.pos + 12))
    if (match === null) return false
    if (!silent) state.push('citation', '', 0).content = match[1]!
    state.pos += match[0].length
    return true
  })
  md.renderer.rules.citation = (tokens, at, _options, env) => {
    const label = tokens[at]!.content
    const face = (env as unknown as Environment).faces(label)
    const words = md.utils.escapeHtml(`${label}, ${face.words}`)
    return `<button type="button" class="citation-chip" data-label="${label}" data-state="${face.state}" aria-label="${words}">${label} <span>${face.sign}</span></button>`
  }
}

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false, breaks: false }).disable(['image', 'autolink'])
lowerHeadings(markdown)
linksAsText(markdown)
citationMarks(markdown)

/** Shape: Markdown → HTML, before the last sanitising; never set this. */
export const markdownHtml = (body: string, faces: ChipFaces): string => markdown.render(body, { faces } satisfies Environment)

/** Shape: Markdown of the analyst's own entry → HTML that is safe to set. */
export function renderMarkdown(body: string, faces: ChipFaces): string {
  return DOMPurify.sanitize(markdownHtml(body, faces), {
    ALLOWED_TAGS: ELEMENTS,
    ALLOWED_ATTR: ATTRIBUTES,
    ALLOW_DATA_ATTR: false,
  })
}

/** Shape: Markdown → the labels it cites, in order, each once. */
export function citedLabels(body: string): string[] {
  const found = new Set<string>()
  markdownHtml(body, (label) => {
    found.add(label)
    return { state: 'checking', sign: '', words: '' }
  })
  return [...found]
}
