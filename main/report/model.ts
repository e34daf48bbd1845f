/**
 * The report as data: sections of blocks, every text plain. The typesetter adds looks and nothing else.
 *
 * Evidence text in it is data like any other; it is never markup, whatever it holds.
 */
import type { TlpLevel } from '#contract/case'

export type Style = 'strong' | 'emphasis' | 'mono' | 'quiet' | 'exhibit' | 'good' | 'caution' | 'bad'

/** A run of text in one style. */
export interface Span {
  text: string
  style?: Style
}
export type Inline = readonly Span[]

/** Width of a column: `auto` as wide as needed, a number its share of what is left. */
export interface Column {
  title: string
  align?: 'left' | 'right'
  width: 'auto' | number
}

export interface Fact {
  name: string
  value: Inline
}

export type Block =
  | { kind: 'heading'; level: 2 | 3; text: string }
  /* `keep`: stays on the page of what follows. */
  | { kind: 'paragraph'; text: Inline; keep?: boolean }
  | { kind: 'lead'; text: Inline }
  | { kind: 'list'; ordered: boolean; items: readonly Inline[] }
  | { kind: 'quote'; text: Inline }
  | { kind: 'code'; lines: readonly string[] }
  | { kind: 'figures'; items: readonly { value: string; label: string }[] }
  | { kind: 'facts'; rows: readonly Fact[] }
  | { kind: 'table'; caption: string; columns: readonly Column[]; rows: readonly (readonly Inline[])[] }
  | { kind: 'entry'; number: string; title: string; about: string }
  | { kind: 'exhibit'; label: string; title: Inline; state: Span; lines: readonly string[]; facts: readonly Fact[] }
  | { kind: 'chart'; file: string; title: string; alt: string; note: string; legend: readonly { text: string; colour: string }[] }
  | { kind: 'notice'; tone: 'plain' | 'caution'; text: Inline }

export interface Section {
  id: string
  title: string
  /** Begins on a new page. */
  fresh: boolean
  blocks: readonly Block[]
}

export interface Cover {
  kicker: string
  title: string
  subtitle: string
  facts: readonly Fact[]
  /** Events per day over the case, as shares of the busiest day. */
  skyline: readonly number[]
}

/** UTC, from the journal: the moment of the last decision the report rests on. */
export interface DocumentDate {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
}

export interface DocumentModel {
  title: string
  language: 'en'
  authors: readonly string[]
  date: DocumentDate
  tlp: { label: TlpLevel; colour: string; meaning: string }
  /** Left side of the header and of the footer. */
  running: { head: string; foot: string }
  cover: Cover
  sections: readonly Section[]
}
