/** The typesetter's words for every kind of block. Data arrives as strings and stays strings: nothing in it is read as markup. */

export const BLOCKS = String.raw`
#let sans = ("Inter", "DejaVu Sans Mono")
#let fixed = ("JetBrains Mono", "DejaVu Sans Mono")
#let evidence-text(size, body) = text(font: fixed, size: size, ligatures: false, features: (calt: 0, liga: 0), body)

#let colour-of = (good: good, caution: warn, bad: bad, quiet: mute)
#let exhibit-chip(label) = box(fill: accent-wash, radius: 2pt, inset: (x: 3pt), outset: (y: 2pt), text(size: 0.86em, weight: 600, fill: accent, label))

// A token that may be wider than its column can be broken every few characters; the text read out of the page stays as it is.
#let soft(t) = {
  if t.match(regex("\\S{33,}")) == none { t } else {
    t.matches(regex("\\S{1,8}|\\s+")).map(m => m.text).join(box(width: 0pt))
  }
}
#let span(s) = {
  let style = s.at("style", default: "")
  if style == "mono" { evidence-text(0.9em, soft(s.text)) }
  else if style == "strong" { strong(soft(s.text)) }
  else if style == "emphasis" { emph(soft(s.text)) }
  else if style == "exhibit" { exhibit-chip(s.text.trim()); if s.text.ends-with(" ") [ ] }
  else if style in colour-of { text(fill: colour-of.at(style), weight: if style == "quiet" { 400 } else { 500 }, soft(s.text)) }
  else { soft(s.text) }
}
#let inline(spans) = for s in spans { span(s) }

#let facts(rows) = grid(
  columns: (72pt, 1fr),
  column-gutter: 10pt,
  row-gutter: 5pt,
  ..rows.map(row => (text(size: 7.6pt, fill: mute, row.name), text(size: 8.2pt, inline(row.value)))).flatten(),
)

#let data-table(b) = {
  let align-of = c => if c.at("align", default: "left") == "right" { right } else { left }
  let widths = b.columns.map(c => if c.width == "auto" { auto } else { c.width * 1fr })
  block(above: 10pt, below: 14pt, width: 100%, {
    if b.caption != "" { block(below: 5pt, sticky: true, text(size: 8pt, weight: 600, fill: mute, soft(b.caption))) }
    set text(size: 8pt, number-width: "tabular")
    set par(justify: false, leading: 0.5em)
    table(
      columns: widths,
      align: b.columns.map(align-of),
      inset: (x, y) => (left: if x == 0 { 0pt } else { 5pt }, right: if x == widths.len() - 1 { 0pt } else { 5pt }, y: 3.8pt),
      stroke: (x, y) => (bottom: if y == 0 { 0.8pt + ink } else { 0.4pt + rule }),
      table.header(..b.columns.map(c => text(size: 7.2pt, weight: 600, fill: mute, c.title))),
      ..b.rows.map(row => row.map(inline)).flatten(),
    )
  })
}

#let exhibit(b) = block(
  breakable: b.lines.len() > 14,
  width: 100%,
  above: 13pt,
  below: 13pt,
  stroke: (left: 2pt + accent),
  inset: (left: 10pt, top: 1pt, bottom: 2pt),
  {
    block(below: 6pt, sticky: true, grid(
      columns: (auto, 1fr, auto),
      column-gutter: 7pt,
      align: (left + horizon, left + horizon, right + horizon),
      box(fill: accent, radius: 2pt, inset: (x: 5pt, y: 3pt), text(size: 7.8pt, weight: 700, fill: white, b.label)),
      text(size: 8.8pt, weight: 600, inline(b.title)),
      text(size: 7.8pt, span(b.state)),
    ))
    if b.lines.len() > 0 {
      block(width: 100%, fill: wash, radius: 2pt, inset: (x: 7pt, y: 6pt), below: 7pt, {
        set par(justify: false, leading: 0.55em)
        evidence-text(7.2pt, b.lines.map(l => raw(l)).join(linebreak()))
      })
    }
    facts(b.facts)
  },
)

#let chart(b) = block(breakable: false, above: 12pt, below: 16pt, width: 100%, {
  if b.title != "" { block(below: 5pt, text(size: 9.6pt, weight: 600, soft(b.title))) }
  if b.note != "" { block(above: 5pt, below: 6pt, text(size: 8pt, fill: mute, b.note)) }
  if b.legend.len() > 1 { block(above: 6pt, below: 7pt, {
    set par(leading: 0.7em)
    for item in b.legend {
      box({ box(width: 6.5pt, height: 6.5pt, radius: 1pt, fill: rgb(item.colour)); h(3.5pt); text(size: 7.6pt, number-width: "tabular", item.text) })
      h(11pt, weak: true)
      sym.zws
    }
  }) }
  image(bytes(charts.at(b.file)), format: "svg", width: 100%, alt: b.alt)
})

#let figures(b) = block(above: 12pt, below: 16pt, width: 100%, grid(
  columns: b.items.map(_ => 1fr),
  ..b.items.enumerate().map(((i, item)) => block(
    width: 100%,
    inset: (left: if i == 0 { 0pt } else { 10pt }, y: 2pt),
    stroke: (left: if i == 0 { none } else { 0.6pt + rule }),
    {
      text(size: 19pt, weight: 600, number-width: "tabular", tracking: -0.3pt, item.value)
      linebreak()
      text(size: 7.8pt, fill: mute, item.label)
    },
  )),
))

#let notice(b) = block(
  width: 100%,
  above: 10pt,
  below: 10pt,
  fill: if b.tone == "caution" { warn-wash } else { wash },
  stroke: (left: 2pt + if b.tone == "caution" { warn } else { rule }),
  inset: (x: 9pt, y: 6pt),
  text(size: 8.8pt, inline(b.text)),
)

#let entry(b) = {
  block(above: 22pt, below: 7pt, sticky: true, heading(level: 2, outlined: true, {
    text(fill: accent, b.number)
    h(7pt)
    soft(b.title)
  }))
  block(below: 9pt, sticky: true, text(size: 7.8pt, fill: mute, soft(b.about)))
}

#let render(b) = {
  if b.kind == "paragraph" { if b.at("keep", default: false) { block(sticky: true, inline(b.text)) } else { par(inline(b.text)) } }
  else if b.kind == "lead" { block(below: 12pt, text(size: 11pt, { set par(leading: 0.72em, justify: false); inline(b.text) })) }
  else if b.kind == "heading" { heading(level: b.level, outlined: false, soft(b.text)) }
  else if b.kind == "list" { if b.ordered { enum(..b.items.map(inline)) } else { list(..b.items.map(inline)) } }
  else if b.kind == "quote" { block(inset: (left: 10pt), stroke: (left: 1.5pt + rule), text(fill: mute, inline(b.text))) }
  else if b.kind == "code" { block(width: 100%, fill: wash, radius: 2pt, inset: 7pt, evidence-text(7.2pt, b.lines.map(l => raw(l)).join(linebreak()))) }
  else if b.kind == "figures" { figures(b) }
  else if b.kind == "facts" { block(above: 6pt, below: 12pt, width: 100%, breakable: false, facts(b.rows)) }
  else if b.kind == "table" { data-table(b) }
  else if b.kind == "entry" { entry(b) }
  else if b.kind == "exhibit" { exhibit(b) }
  else if b.kind == "chart" { chart(b) }
  else if b.kind == "notice" { notice(b) }
}
`
