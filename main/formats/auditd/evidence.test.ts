/** Audit logs that others recorded: against go-libaudit's parse of the same lines, and against counts made without us. */
import { readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { describe, expect, it } from 'vitest'
import { isoFromMicros } from '#contract/units'
import { evidencePath, hasEvidence, manifest } from '../../tools/test/evidence'
import { readBytes } from '../kit/bytes-input'
import { detect, headOf } from '../kit/detect'
import { FORMATS } from '../kit/registry'
import auditd from './format'
import { readAuditHeader, readAuditLine, type AuditLine } from './line'
import { readSockaddr } from './sockaddr'
import { callName, machineName } from './syscalls'

const RHEL7 = 'linux/go-libaudit__auparse_testdata_audit-rhel7.log'
const truthOf = (file: string) => manifest().find((row) => row.file === file)!.groundTruth
const bytesOf = (file: string) => readFileSync(evidencePath(file))

interface Golden {
  '@timestamp': string
  record_type: string
  sequence: number
  keys?: string[]
  data: Record<string, string>
}

const errorNames = new Map(Object.entries(constants.errno).map(([name, number]) => [String(-number), name]))

/** What we read of a line, in go-libaudit's words for it: it renames results, splits labels, names unset users, and reads addresses. */
function inTheirWords({ type, fields }: AuditLine): Record<string, string> {
  const plain = Object.fromEntries(fields.names.map((name, at) => [name, fields.values[at]!]))
  const { res, success, subj, obj, saddr, arch, syscall, exit, ...rest } = plain
  const socket = saddr === undefined ? null : readSockaddr(saddr)
  const isSuccess = /^(success|yes|1)$/.test(res ?? success ?? '')
  const label = (side: string, text: string) => {
    const [user, role, domain, level, category] = text.split(':')
    return {
      [`${side}_user`]: user,
      [`${side}_role`]: role,
      [`${side}_domain`]: domain,
      [`${side}_level`]: level,
      [`${side}_category`]: category,
    }
  }
  const unset = Object.entries(rest).map(([name, value]) => [
    name,
    value === '4294967295' && /^(auid|old-auid|ses)$/.test(name) ? 'unset' : value,
  ])
  return {
    ...Object.fromEntries(unset),
    ...(res === undefined && success === undefined ? {} : { result: isSuccess ? 'success' : 'fail' }),
    ...(subj === undefined ? {} : label('subj', subj)),
    ...(obj === undefined ? {} : label('obj', obj)),
    ...(type !== 'SYSCALL'
      ? {}
      : { arch: machineName(arch!), syscall: callName(arch!, syscall!), exit: errorNames.get(exit!) ?? exit! }),
    ...(socket === null
      ? {}
      : { family: socket.family, addr: socket.address, port: String(socket.port), path: socket.path, saddr }),
  } as Record<string, string>
}

describe.skipIf(!hasEvidence)('audit logs of others', () => {
  it(`${RHEL7}: every field that go-libaudit reads`, () => {
    const lines = bytesOf(RHEL7).toString('utf8').trimEnd().split('\n')
    const golden = JSON.parse(bytesOf(`${RHEL7}.golden`).toString('utf8')) as (Golden | null)[]
    expect(lines.length).toBe(golden.length)
    const tally = { lines: [0, 0], time: [0, 0], sequence: [0, 0], type: [0, 0], fields: [0, 0], keys: [0, 0] }
    const differences: string[] = []
    const count = (what: keyof typeof tally, theirs: unknown, ours: unknown, where: string) => {
      tally[what][0]!++
      if (theirs === ours) tally[what][1]!++
      else differences.push(`${where} ${what}: ${String(theirs)} is not ${String(ours)}`)
    }
    for (const [index, theirs] of golden.entries()) {
      const header = readAuditHeader(lines[index]!)
      const ours = header === null ? null : readAuditLine(header)
      const where = `line ${index + 1}`
      count('lines', theirs === null, ours === null, where)
      if (theirs === null || ours === null) continue
      count('time', Date.parse(theirs['@timestamp']) * 1000, ours.tsUs, where)
      count('sequence', String(theirs.sequence), ours.serial, where)
      count('type', theirs.record_type.toUpperCase(), ours.type, where)
      const read = inTheirWords(ours)
      for (const [name, value] of Object.entries(theirs.data)) count('fields', value, read[name], `${where} ${name}`)
      if (theirs.keys !== undefined) count('keys', theirs.keys.join('\u0001'), read['key'], where)
    }
    console.log(
      Object.entries(tally)
        .map(([what, [expected, got]]) => `audit-rhel7.log\t${what}\t${expected}\t${got}`)
        .join('\n'),
    )
    expect(differences).toEqual([])
    expect(tally.fields[0]).toBeGreaterThan(500)
  })

  it.each([
    /* The one line without an event is no record at all: `msg=?`. */
    { file: RHEL7, typeless: 0, rejected: 1 },
    /* Two records say a time and serial but no type, one no serial, one nothing: plaso's own test skips them. */
    { file: 'linux/plaso__selinux.log', typeless: 2, rejected: 4 },
  ])('$file: lines, events and types', async ({ file, typeless, rejected }) => {
    const truth = truthOf(file)
    const number = (pattern: RegExp) => Number(pattern.exec(truth)![1])
    expect(detect(headOf(bytesOf(file), true), FORMATS)?.format.id).toBe('auditd')
    const { events, counts } = (await readBytes(auditd, bytesOf(file))).sink
    const expected = { lines: number(/(\d+) lines/), events: number(/(\d+) distinct audit event ids/) - typeless, rejected }
    const got = { lines: counts.records, events: counts.events, rejected: counts.rejected }
    console.log(
      Object.keys(got)
        .map((key) => `${file}\t${key}\t${expected[key as 'lines']}\t${got[key as 'lines']}`)
        .join('\n'),
    )
    expect(got).toEqual(expected)
    const [, first, last] = /(\d{4}-\d\d-\d\dT\S+Z) \.\. (\S+Z)/.exec(truth)!
    const times = events.map(({ tsUs }) => tsUs!)
    expect([isoFromMicros(Math.min(...times)), isoFromMicros(Math.max(...times))]).toEqual([first, last])
  })
})
