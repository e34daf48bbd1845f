/** `events DIR`: events in time order, every column; `raw DIR KEY`: the bytes of one. */
import type { EventRow } from '#contract/event'
import { emptyAnswer } from '../absence'
import type { Register } from '../command'
import { withCase } from '../engine'
import { table, visible } from '../table'
import { addViewOptions, countOf, selectionOf, type ViewOptions } from '../view-options'

interface EventsOptions extends ViewOptions {
  limit?: string
  after?: string
  json?: boolean
}

const PAGE = 2000
const HEAD = ['ts', 'type', 'name', 'direction', 'client', 'server', 'seconds', 'event_key']

const place = (ip: string | null, port: number | null): string => (ip === null ? '' : port === null ? ip : `${ip}:${port}`)

function lineOf(row: EventRow): (string | number | null)[] {
  const client = place(row.client_ip ?? row.src_ip, row.client_port ?? row.src_port)
  const server = place(row.server_ip ?? row.dst_ip, row.server_port ?? row.dst_port)
  return [row.ts, row.type, row.name, row.direction, client, server, row.duration_s, row.event_key]
}

export const register: Register = ({ program, action }) => {
  const command = program
    .command('events')
    .description('events in time order')
    .argument('<dir>', 'case folder')
    .option('--limit <n>', 'at most n; all if left out')
    .option('--after <cursor>', '`next` of the page before')
  action<EventsOptions>(addViewOptions(command), ({ args, options, streams }) => {
    const selection = selectionOf(options)
    const limit = options.limit === undefined ? Infinity : countOf('--limit', options.limit)
    return withCase(args[0]!, async (client) => {
      let next: string | null | undefined = options.after
      let given = 0
      if (options.json === true) streams.out('{"rows":[')
      do {
        const page = await client.query.page({ selection, limit: Math.min(PAGE, limit - given), after: next ?? undefined })
        if (options.json === true)
          streams.out(page.rows.map((row, index) => `${given + index === 0 ? '' : ','}${JSON.stringify(row)}`).join(''))
        else if (page.rows.length > 0) {
          const [head, ...lines] = table(HEAD, page.rows.map(lineOf)).split('\n')
          streams.out(`${(given === 0 ? [head, ...lines] : lines).join('\n')}\n`)
        }
        given += page.rows.length
        next = page.next
      } while (next !== null && given < limit)
      const empty = await emptyAnswer(client, given === 0 && options.after === undefined, { selection })
      if (options.json === true) streams.out(`],${JSON.stringify({ next, ...empty.json }).slice(1)}\n`)
      return { json: undefined, text: empty.text.trimStart() }
    })
  })

  const raw = program
    .command('raw')
    .description('the record of an event as it lies in its file, read again and checked')
    .argument('<dir>', 'case folder')
    .argument('<event_key>', 'key of the event')
  action(raw, ({ args }) =>
    withCase(args[0]!, async (client) => {
      const {
        evidence,
        sha256,
        member,
        byte_offset,
        byte_length,
        raw: text,
        verified,
        hex,
        line,
      } = await client.query.raw({ key: args[1]!, context: 0 })
      return {
        json: {
          ...{ evidence, sha256, byte_offset, byte_length, raw: text, verified, line },
          ...(member === '-' ? {} : { member }),
          ...(hex === undefined ? {} : { hex }),
        },
        text: `${visible(text)}\n${verified ? 'verified' : 'NOT VERIFIED'}: ${sha256}${member === '-' ? '' : ` member ${visible(member)}`}, bytes ${byte_offset} to ${byte_offset + byte_length}`,
        ok: verified,
      }
    }),
  )
}
