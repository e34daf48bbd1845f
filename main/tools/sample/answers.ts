/** Expected answers, counted from what the generator told; the product takes no part in them. */
import { isoFromMicros } from '#contract/units'
import { DAY, HOUR, SECOND } from './clock'
import type { Reported } from './nessus-scan'
import { SERVER } from './places'
import type { CountQuestion, Window } from './questions'
import { directionOf, type Told } from './told'

type Cell = string | number | null

const WINDOWS: Record<Exclude<Window, 'all'>, number> = { '24h': DAY, '7d': 7 * DAY, '25d': 25 * DAY }
const BINS = { '1h': HOUR, '1d': DAY } as const

/** Shape: window → the first µs in it; the last event is its last µs. */
export const windowStart = (window: Window, lastUs: number): number =>
  window === 'all' ? -Infinity : lastUs + 1 - WINDOWS[window]

const FIELDS: Record<CountQuestion['by'][number], (event: Told) => Cell> = {
  type: (event) => event.type,
  name: (event) => event.name,
  direction: directionOf,
  server_port: (event) => event.server?.port ?? null,
  client_ip: (event) => event.client?.ip ?? null,
  server_ip: (event) => event.server?.ip ?? null,
}

const csvCell = (value: Cell) => {
  const text = value === null ? '' : String(value)
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Shape: header and rows → CSV text with LF line ends. */
export const csv = (header: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  [header, ...rows].map((row) => `${row.map(csvCell).join(',')}\n`).join('')

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Shape: question × events → CSV: keys, bin where asked, value; without bins by value from the top, with bins in time order. */
export function countAnswer(question: CountQuestion, events: readonly Told[], lastUs: number): string {
  const fromUs = windowStart(question.window, lastUs)
  const step = question.bin === undefined ? null : BINS[question.bin]
  const counts = new Map<string, { keys: Cell[]; bin: number | null; value: number }>()
  for (const event of events) {
    if (event.tsUs < fromUs || !question.keep(event)) continue
    const keys = question.by.map((field) => FIELDS[field](event))
    const bin = step === null ? null : Math.floor(event.tsUs / step) * step
    const id = JSON.stringify([...keys, bin])
    const group = counts.get(id) ?? { keys, bin, value: 0 }
    group.value += 1
    counts.set(id, group)
  }
  const groups = [...counts]
    .sort(([idA, a], [idB, b]) => (a.bin ?? 0) - (b.bin ?? 0) || b.value - a.value || compareText(idA, idB))
    .map(([, group]) => group)
  const header = [...question.by, ...(step === null ? [] : ['bin']), 'value']
  const rows = groups.map(({ keys, bin, value }) => [...keys, ...(bin === null ? [] : [isoFromMicros(bin)]), value])
  return csv(header, rows)
}

/** Shape: events → CSV of the border monitor's long sessions on the server's port 22, as its lines and epochs say. */
export function longSessionsAnswer(events: readonly Told[]): string {
  const rows = events
    .filter((event) => event.name.startsWith('TNM-Long') && event.server?.ip === SERVER && event.server.port === 22)
    .sort((a, b) => a.tsUs - b.tsUs)
    .map((event) => {
      const seconds = event.durationUs! / SECOND
      const minutes = Number(/_(\d+)_Minutes/.exec(event.name)![1])
      return [
        isoFromMicros(event.tsUs),
        event.name,
        directionOf(event),
        event.client!.ip,
        event.client!.port,
        event.server!.ip,
        event.server!.port,
        seconds,
        event.clientBytes!,
        event.serverBytes!,
        event.clientBytes! + event.serverBytes!,
        seconds < 60 * minutes ? 'yes' : 'no',
      ]
    })
  const header = [
    'ts',
    'name',
    'direction',
    'client_ip',
    'client_port',
    'server_ip',
    'server_port',
    'duration_s',
    'client_bytes',
    'server_bytes',
    'total_bytes',
    'label_disagrees',
  ]
  return csv(header, rows)
}

/** One weakness of the server in question, from whichever scanner reported it. */
export interface Weakness {
  plugin: number
  port: number
  severity: number
  name: string
  source: 'nessus' | 'nnm-syslog'
}

/** Shape: reports of the scans and of the passive scanner → each (port, plugin) of the server once, worst first. */
export function weaknesses(reported: readonly Reported[]): Weakness[] {
  const found = new Map<string, Weakness>()
  for (const { host, plugin, port, severity, name, source } of reported) {
    if (host === SERVER) found.set(`${port}/${plugin}`, { plugin, port, severity, name, source })
  }
  return [...found.values()].sort(
    (a, b) => b.severity - a.severity || a.port - b.port || compareText(String(a.plugin), String(b.plugin)),
  )
}

/** Shape: weaknesses → CSV (severity, value), worst first. */
export function severityAnswer(list: readonly Weakness[]): string {
  const counts = [4, 3, 2, 1, 0].map((severity) => [severity, list.filter((weakness) => weakness.severity === severity).length])
  return csv(['severity', 'value'], counts)
}

/** Shape: weaknesses → CSV (plugin_id, port, severity, name, source); no port where it is about the host. */
export const weaknessAnswer = (list: readonly Weakness[]): string =>
  csv(
    ['plugin_id', 'port', 'severity', 'name', 'source'],
    list.map(({ plugin, port, severity, name, source }) => [plugin, port === 0 ? null : port, severity, name, source]),
  )
