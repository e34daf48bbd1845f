/** An analyst's Markdown as blocks: paragraphs, lists, quotes, code. No HTML, no picture, no link leaves the paper. */
import MarkdownIt from 'markdown-it'
import type { Block, Inline, Span, Style } from './model'

type Token = ReturnType<InstanceType<typeof MarkdownIt>['parse']>[number]

const parser = new MarkdownIt({ html: false, linkify: false, typographer: false }).disable(['image'])
const EXHIBIT = /(\[(?:[A-Z]\d+[·.-])?E\d+\])/

/** `[E1]` in a text stands for an exhibit of the same entry. */
function withExhibits(text: string, style: Style | undefined): Span[] {
  return text
    .split(EXHIBIT)
    .filter((part) => part !== '')
    .map((part): Span => {
      if (EXHIBIT.test(part)) return { text: part.slice(1, -1), style: 'exhibit' }
      return style === undefined ? { text: part } : { text: part, style }
    })
}

const OPENS: Record<string, Style> = { strong_open: 'strong', em_open: 'emphasis' }

function inline(token: Token): Inline {
  const spans: Span[] = []
  const styles: Style[] = []
  for (const child of token.children ?? []) {
    const opened = OPENS[child.type]
    if (opened !== undefined) styles.push(opened)
    else if (child.type === 'strong_close' || child.type === 'em_close') styles.pop()
    else if (child.type === 'code_inline') spans.push({ text: child.content, style: 'mono' })
    else if (child.type === 'softbreak' || child.type === 'hardbreak') spans.push({ text: ' ' })
    else if (child.type === 'text') spans.push(...withExhibits(child.content, styles.at(-1)))
    else if (child.type === 'link_close' || child.type === 'link_open') continue
    else spans.push({ text: child.content })
  }
  return spans
}

/** Inline texts of the tokens between an opening and its closing, one per paragraph or item. */
function collect(tokens: Token[], from: number, closing: string): { texts: Inline[]; next: number } {
  const texts: Inline[] = []
  const { level } = tokens[from]!
  let at = from + 1
  for (; at < tokens.length; at++) {
    const token = tokens[at]!
    if (token.type === closing && token.level === level) break
    if (token.type === 'inline') texts.push(inline(token))
    if (token.type === 'fence' || token.type === 'code_block') texts.push([{ text: token.content.trimEnd(), style: 'mono' }])
  }
  return { texts, next: at + 1 }
}

function blockAt(tokens: Token[], at: number): { blocks: Block[]; next: number } {
  const token = tokens[at]!
  switch (token.type) {
    case 'paragraph_open':
      return { blocks: [{ kind: 'paragraph', text: inline(tokens[at + 1]!) }], next: at + 3 }
    case 'heading_open':
      return {
        blocks: [
          { kind: 'paragraph', text: inline(tokens[at + 1]!).map((span) => ({ ...span, style: span.style ?? 'strong' })) },
        ],
        next: at + 3,
      }
    case 'bullet_list_open':
    case 'ordered_list_open': {
      const ordered = token.type === 'ordered_list_open'
      const { texts, next } = collect(tokens, at, ordered ? 'ordered_list_close' : 'bullet_list_close')
      return { blocks: [{ kind: 'list', ordered, items: texts }], next }
    }
    case 'blockquote_open': {
      const { texts, next } = collect(tokens, at, 'blockquote_close')
      return { blocks: texts.map((text) => ({ kind: 'quote', text })), next }
    }
    case 'fence':
    case 'code_block':
      return { blocks: [{ kind: 'code', lines: token.content.trimEnd().split('\n') }], next: at + 1 }
    default:
      return { blocks: token.type === 'inline' ? [{ kind: 'paragraph', text: inline(token) }] : [], next: at + 1 }
  }
}

/** Shape: Markdown → blocks; anything it cannot place is kept as plain text. */
export function markdownBlocks(text: string): Block[] {
  const tokens = parser.parse(text, {})
  const blocks: Block[] = []
  for (let at = 0; at < tokens.length;) {
    const { blocks: found, next } = blockAt(tokens, at)
    blocks.push(...found)
    at = next
  }
  return blocks
}
