/** The report's page design for the typesetter: A4, one accent, TLP mark at the head and foot of every page. */
import { THEMES } from '#contract/theme'
import { MANIFEST_NAME } from './manifest'
import { BLOCKS } from './template-parts'

const light = THEMES.light

/** Shared by every document: colours, the data as `d`, running head and foot. */
export const COLOURS = `
#let ink = rgb("${light.ink}")
#let mute = rgb("${light.mute}")
#let rule = rgb("${light.line}")
#let wash = rgb("${light.ground}")
#let accent = rgb("${light.accent}")
#let accent-wash = rgb("${light.accentGround}")
#let good = rgb("${light.good}")
#let warn = rgb("${light.warn}")
#let warn-wash = rgb("#fbf4e4")
#let bad = rgb("${light.bad}")
`

export const DATA = String.raw`
#let d = json(bytes(sys.inputs.document))
#let charts = json(bytes(sys.inputs.charts))
#if "manifest" in sys.inputs {
  pdf.attach(
    "${MANIFEST_NAME}",
    bytes(sys.inputs.manifest),
    relationship: "data",
    mime-type: "application/json",
    description: "What this report cites, signed, to be checked against the case",
  )
}
#set document(
  title: d.title,
  author: d.authors,
  date: datetime(year: d.date.year, month: d.date.month, day: d.date.day, hour: d.date.hour, minute: d.date.minute, second: d.date.second),
)
`

/* Source: FIRST, TLP 2.0 (2022): the mark in header and footer, to the right, 12 point or more, its colour on black. */
export const PAGE = String.raw`
#let tlp-mark(size) = box(fill: black, inset: (x: 5pt, y: 3.5pt), text(font: sans, size: size, weight: 700, fill: rgb(d.tlp.colour), d.tlp.label))
#let running(left-side) = grid(columns: (1fr, auto), align: (left + horizon, right + horizon), text(size: 7.6pt, fill: mute, left-side), tlp-mark(12pt))

#set text(font: sans, size: 9.3pt, fill: ink, lang: d.language, region: "GB", hyphenate: false)
#set par(justify: false, leading: 0.68em, spacing: 0.95em)
#set page(
  paper: "a4",
  margin: (top: 30mm, bottom: 27mm, left: 23mm, right: 21mm),
  header: running(d.running.head),
  footer: context running([#counter(page).display("1 / 1", both: true) #h(10pt) #d.running.foot]),
  header-ascent: 10mm,
  footer-descent: 8mm,
)
#set list(indent: 2pt, body-indent: 7pt, spacing: 0.75em, marker: text(fill: accent, "•"))
#set enum(indent: 2pt, body-indent: 7pt, spacing: 0.75em)
#set raw(theme: none)
#show raw: set text(font: fixed, size: 1.25em, ligatures: false, features: (calt: 0, liga: 0))
#set heading(numbering: (..n) => if n.pos().len() == 1 { str(n.pos().first()) })
#show heading.where(level: 1): it => block(above: 30pt, below: 13pt, sticky: true, width: 100%, {
  block(below: 7pt, text(size: 19pt, weight: 600, tracking: -0.2pt, {
    if it.numbering != none { text(fill: accent, counter(heading).display(it.numbering)); h(10pt) }
    it.body
  }))
  line(length: 100%, stroke: 0.8pt + ink)
})
#show heading.where(level: 2): it => block(above: 18pt, below: 8pt, sticky: true, text(size: 11.6pt, weight: 600, it.body))
#show heading.where(level: 3): it => block(above: 13pt, below: 6pt, sticky: true, text(size: 9.8pt, weight: 600, it.body))
`

const FRONT = String.raw`
#let skyline(shares) = pdf.artifact(grid(
  columns: shares.map(_ => 1fr),
  column-gutter: 1.2pt,
  align: bottom,
  ..shares.map(share => rect(width: 100%, height: 0.6pt + share * 46pt, fill: if share > 0 { accent } else { rule }, stroke: none)),
))

#page(header: running("Backtrail"), footer: running(d.tlp.meaning), {
  v(34mm)
  text(size: 9.4pt, weight: 600, fill: accent, tracking: 0.4pt, d.cover.kicker)
  v(1mm)
  block(below: 6mm, { set par(leading: 0.42em); text(size: if d.cover.title.len() > 60 { 19pt } else { 33pt }, weight: 700, tracking: -0.6pt, soft(d.cover.title)) })
  if d.cover.subtitle != "" { block(width: 82%, text(size: 13pt, fill: mute, { set par(leading: 0.6em); soft(d.cover.subtitle) })) }
  v(1fr)
  if d.cover.skyline.len() > 1 {
    skyline(d.cover.skyline)
    v(-1.5mm)
    line(length: 100%, stroke: 0.8pt + ink)
    block(above: 3pt, text(size: 7.2pt, fill: mute, "Events per day over the period examined"))
  } else { line(length: 100%, stroke: 0.8pt + ink) }
  v(8mm)
  facts(d.cover.facts)
})

#block(below: 12pt, heading(level: 1, numbering: none, outlined: false, "Contents"))
#{
  show outline.entry.where(level: 1): it => block(above: 11pt, text(weight: 600, it))
  show outline.entry.where(level: 2): it => block(above: 6pt, text(size: 8.8pt, fill: mute, it))
  set outline.entry(fill: text(fill: rule, repeat(gap: 3pt, ".")))
  outline(title: none, depth: 2, indent: 15pt)
}
`

const BODY = String.raw`
#for section in d.sections {
  if section.fresh { pagebreak(weak: true) }
  heading(level: 1, section.title)
  for b in section.blocks { render(b) }
}
`

/** The whole source; it never changes with the case. */
export const TEMPLATE = [COLOURS, DATA, BLOCKS, PAGE, FRONT, BODY].join('\n')
