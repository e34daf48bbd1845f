import { appendFileSync, createWriteStream, mkdirSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { CommandLine } from '../player/command-line'
import { expect, story } from '../player/story'

interface FileAnswer {
  path: string
  status: string
  format: string | null
  records: number
  represented: number
  rejected: number
  events: number
  checks: { id: string; text: string }[]
  error?: { code: string; message: string; fix: string }
}
interface CaseAnswer {
  events: number
  evidence: { status: string; records: number; represented: number; rejected: number; events: number }[]
}

const ROWS = 300_000
const KILLS = 10
const FIELDS =
  'ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto service duration orig_bytes resp_bytes conn_state history'.split(' ')
const TYPES = 'time string addr port addr port enum string interval count count string string'.split(' ')
const HEAD = ['#separator \\x09', '#set_separator\t,', '#empty_field\t(empty)', '#unset_field\t-', '#path\tconn']
const START_S = 1_767_225_600

const connection = (index: number): string =>
  [
    ...[`${START_S + index}.${String(index % 1_000_000).padStart(6, '0')}`, `C${index.toString(36).padStart(17, 'x')}`],
    ...[`198.18.${index % 16}.${1 + (index % 250)}`, 1024 + (index % 60_000), `203.0.113.${1 + ((index * 7) % 250)}`],
    ...[[22, 80, 443, 6667][index % 4], 'tcp', '-', `${index % 300}.5`, index % 5000, (index * 13) % 90_000, 'SF', 'ShADadFf'],
  ].join('\t')

async function writesConnections(path: string, rows: number): Promise<void> {
  const file = createWriteStream(path)
  file.write(`${[...HEAD, `#fields\t${FIELDS.join('\t')}`, `#types\t${TYPES.join('\t')}`].join('\n')}\n`)
  for (let index = 0; index < rows; index++) if (!file.write(`${connection(index)}\n`)) await once(file, 'drain')
  file.end()
  await once(file, 'close')
}

/** Shape: case folder → the hash of everything an analyst would hand on. */
async function contentOf(commandLine: CommandLine, dir: string): Promise<unknown> {
  const { json } = await commandLine.runs('export', dir, '-o', `${dir}.jsonl`)
  return json['sha256']
}

/** Shape: → ms that the work took. */
async function lasts(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

story(
  'a machine that dies ten times while evidence is added loses and doubles nothing @commandline',
  async ({ commandLine, place }) => {
    story.slow()
    const log = join(place.home, 'conn.log')
    await writesConnections(log, ROWS)
    await commandLine.runs('case', 'new', 'fresh.case')
    const wholeMs = await lasts(() => commandLine.runs('add', 'fresh.case', log))
    await commandLine.runs('case', 'new', 'killed.case')
    const seen: number[] = []
    for (let kill = 0; kill < KILLS; kill++) {
      await commandLine.runsUntilKilled(wholeMs * (0.1 + 0.7 * Math.random()), 'add', 'killed.case', log)
      const { status, json } = await commandLine.runs<CaseAnswer>('case', 'info', 'killed.case')
      expect(status).toBe(0)
      seen.push(json.events)
    }
    console.log(`events after each death: ${seen.join(', ')}`)
    expect(seen).toEqual([...seen].sort((one, other) => one - other))
    await commandLine.runs('add', 'killed.case', log)
    const { json } = await commandLine.runs<CaseAnswer>('case', 'info', 'killed.case')
    expect(json).toMatchObject({ events: ROWS, evidence: [{ status: 'added', records: ROWS, represented: ROWS, rejected: 0 }] })
    expect(await contentOf(commandLine, 'killed.case')).toBe(await contentOf(commandLine, 'fresh.case'))
    expect((await commandLine.runs('verify', 'killed.case')).json).toMatchObject({ ok: true })
  },
)

const LINE = 'Mar  3 07:00:01 gate sshd[811]: Failed password for root from 198.51.100.7 port 4242 ssh2\n'
const MARKUP = `Mar  3 07:00:02 gate app: =cmd() <script>alert(1)</script> '); DROP TABLE event; --\n`
const BOMB = `<?xml version="1.0"?>
<!DOCTYPE bomb [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<NessusClientData_v2><Report name="scan"><ReportHost name="198.51.100.7"><HostProperties></HostProperties>
<ReportItem port="22" svc_name="ssh" protocol="tcp" severity="0" pluginID="1" pluginName="&c;" pluginFamily="General"></ReportItem>
</ReportHost></Report></NessusClientData_v2>
`

function writesHostileFiles(folder: string): void {
  mkdirSync(folder)
  const write = (name: string, ...parts: (string | Uint8Array)[]) =>
    writeFileSync(join(folder, name), Buffer.concat(parts.map((part) => Buffer.from(part as string))))
  const head = [...HEAD, `#fields\t${FIELDS.join('\t')}`, `#types\t${TYPES.join('\t')}`].join('\n')
  const rows = Array.from({ length: 20_000 }, (_, index) => connection(index)).join('\n')
  write(
    'broken-text.log',
    LINE,
    'Mar  3 07:00:02 gate sshd[811]: Failed password for r\0ot',
    Uint8Array.of(0xc3, 0x28, 0xff),
    '\n',
    LINE,
  )
  write('long-line.log', LINE, Buffer.alloc(64 << 20, 0x61), '\n', LINE)
  write('line-ends.log', LINE.replace('\n', '\r\n'), LINE.replace('\n', '\r'), LINE)
  write('cut.log.gz', gzipSync(`${head}\n${rows}\n`).subarray(0, 200_000))
  write('bomb.nessus', BOMB)
  write('markup.log', LINE, MARKUP)
  write('colon: new\nline "quoted" $(touch x).log', LINE, LINE.replace('root', 'operator'))
  write(`${'long-'.repeat(49)}.log`, LINE, LINE.replace('root', 'guest'))
  write('noise.bin', Buffer.alloc(5000, 7))
}

story(
  'hostile files are read to the last byte, or said what is wrong with them in plain words @commandline',
  async ({ commandLine, place }) => {
    const folder = join(place.home, 'hostile')
    writesHostileFiles(folder)
    const growing = join(place.home, 'growing.log')
    await writesConnections(growing, ROWS)
    await commandLine.runs('case', 'new', 'x.case')
    let grown = ROWS
    const grows = setInterval(() => appendFileSync(growing, `${connection(grown++)}\n`), 2)
    const words = ['add', 'x.case', growing, folder, join(folder, 'y'.repeat(300)), '--zone', 'UTC', '--year', '2026']
    const { status, json } = await commandLine.runs<{ files: FileAnswer[] }>(...words)
    clearInterval(grows)
    expect(status).toBe(0)
    expect(json.files).toHaveLength(11)
    const named = (part: string) => json.files.find((file) => file.path.includes(part))!
    for (const file of json.files) expect(file.records).toBe(file.represented + file.rejected)
    expect(named('broken-text')).toMatchObject({ status: 'added', format: 'syslog', records: 3, represented: 3 })
    expect(named('long-line')).toMatchObject({ status: 'added', format: 'syslog', records: 3 })
    expect(named('line-ends')).toMatchObject({ status: 'added', records: 3, represented: 3 })
    expect(named('cut.log.gz')).toMatchObject({
      status: 'added',
      format: 'zeek',
      checks: expect.arrayContaining([expect.objectContaining({ id: 'gzip-damaged' })]),
    })
    expect(named('markup')).toMatchObject({ status: 'added', records: 2, represented: 2 })
    expect(named('colon: new\nline')).toMatchObject({ status: 'added', records: 2 })
    expect(named('long-long-')).toMatchObject({ status: 'added', records: 2 })
    expect(named('noise')).toMatchObject({ status: 'unrecognised', format: null })
    expect(named('growing').checks.map((check) => check.id)).toContain('changed-while-read')
    expect(named('yyyy').error).toMatchObject({
      code: 'EVD-001',
      message: expect.stringContaining('too long'),
      fix: expect.stringMatching(/\w/),
    })
    const { json: rejects } = await commandLine.runs<{ rows: { reason: string }[] }>('rejects', 'x.case')
    expect(rejects.rows.map((row) => row.reason)).toEqual([
      'the XML cannot be read from here on: it declares XML entities',
      '13 fields expected, 4 found',
      'no time at the beginning of the line',
    ])
  },
)
