/** The page design of the sheet for owners: A4 across, a row per session, boxes to tick and lines to write on; readable without colours. */
import { BLOCKS } from './template-parts'
import { COLOURS, DATA, PAGE } from './template'

const SHEET = String.raw`
#set page(flipped: true, margin: (top: 27mm, bottom: 22mm, left: 17mm, right: 17mm))
#set heading(numbering: none)
#let tick = box(baseline: 15%, width: 8.5pt, height: 8.5pt, stroke: 0.8pt + ink)
#let field(name) = stack(spacing: 3pt, line(length: 100%, stroke: 0.6pt + ink), text(size: 7.4pt, fill: ink, name))

#let explained = block(below: 9pt, {
  set text(size: 8.6pt)
  [Please say of each session whether it was meant to be: tick *yes* if you know who it was and that they were allowed to, *no* if not, and neither if you do not know. Write who it was and for what; a name, a ticket or a contract is enough. Not knowing is an answer too.]
})

#let sessions(p) = {
  set text(size: 7.8pt, number-width: "tabular")
  set par(justify: false, leading: 0.5em)
  let local = d.zone != ""
  let head = t => text(size: 7.2pt, weight: 600, t)
  let columns = (auto, auto, ..if local { (auto,) }, auto, auto, auto, auto, auto, auto, 1fr)
  table(
    columns: columns,
    align: (right + horizon, left + horizon, ..if local { (left + horizon,) }, left + horizon, left + horizon, right + horizon, left + horizon, left + horizon, left + horizon, left + horizon),
    inset: (x: 4.5pt, y: 5.6pt),
    stroke: (x, y) => (bottom: if y == 0 { 0.9pt + ink } else { 0.4pt + ink }, left: if x == columns.len() - 1 and y > 0 { 0.4pt + ink } else { none }),
    table.header(
      head("No."), head("Start, UTC"), ..if local { (head("Start, " + d.zone),) }, head("From"), head("Service"), head("Length"), head("Bytes"),
      head("Register says"), head("Meant to be?"), head("Who, and for what"),
    ),
    ..p.rows.map(r => (
      r.number, r.utc, ..if local { (r.local,) }, evidence-text(7.4pt, soft(r.source)), r.service, r.length, r.bytes, r.register,
      box[#tick#h(2.5pt)yes#h(6pt)#tick#h(2.5pt)no], "",
    )).flatten(),
  )
}

#for (i, p) in d.pages.enumerate() {
  if i > 0 { pagebreak(weak: true) }
  block(below: 5pt, heading(level: 1, p.title))
  block(below: 6pt, text(size: 8.6pt, soft(p.about)))
  explained
  sessions(p)
  if p.more != "" { block(above: 8pt, text(size: 8.6pt, weight: 600, p.more)) }
  block(above: 17mm, breakable: false, grid(
    columns: (2fr, 2fr, 1fr, 2fr),
    column-gutter: 8mm,
    field("Name"), field("Office held"), field("Date"), field("Signature"),
  ))
}
`

/** The whole source; it never changes with the case. */
export const SHEET_TEMPLATE = [COLOURS, DATA, BLOCKS, PAGE, SHEET].join('\n')
