/** Syslog files that others recorded, against what independent tools counted in them. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isoFromMicros } from '#contract/units'
import { evidencePath, hasEvidence, manifest } from '../../tools/test/evidence'
import { readBytes } from '../kit/bytes-input'
import { detect, headOf } from '../kit/detect'
import { canonicalIp } from '../kit/ip'
import type { MemoryEvent } from '../kit/memory-sink'
import { FORMATS } from '../kit/registry'
import syslog from './format'

const truthOf = (file: string) => manifest().find((row) => row.file === file)!.groundTruth
const number = (text: string, pattern: RegExp) => Number(pattern.exec(text)![1])

async function read(bytes: Uint8Array, year: number) {
  return (await readBytes(syslog, bytes, { zone: 'UTC', year })).sink
}

const named = (events: readonly MemoryEvent[], pattern: RegExp) => events.filter(({ name }) => pattern.test(name!))
const addresses = (events: readonly MemoryEvent[]) => new Set(events.map(({ srcIp, attrs }) => srcIp ?? attrs['from'])).size
const users = (events: readonly MemoryEvent[], user: string) => events.filter(({ userName }) => userName === user).length

describe.skipIf(!hasEvidence)('syslog of others', () => {
  it.each(['linux/examples__suspicious_login_activity_data_auth.log', 'linux/plaso__syslog_syslog_ssh.log'])(
    '%s',
    async (file) => {
      const truth = truthOf(file)
      const bytes = readFileSync(evidencePath(file))
      expect(detect(headOf(bytes, true), FORMATS)?.format.id).toBe('syslog')
      const { events, counts } = await read(bytes, 2017)
      const failed = named(events, /^SSHD-Failed_Password$/)
      const accepted = named(events, /^SSHD-Accepted_/)
      const got = {
        lines: counts.records,
        represented: counts.represented,
        failed: failed.length,
        failedFrom: addresses(failed),
        accepted: accepted.length,
        acceptedFrom: addresses(accepted),
        useradd: events.filter(({ processName }) => processName === 'useradd').length,
        sudo: events.filter(({ processName }) => processName === 'sudo').length,
        opened: named(events, /^PAM-Session_Opened$/).length,
        root: users(failed, 'root'),
      }
      const expected = {
        lines: number(truth, /(\d+) non-empty lines/),
        represented: number(truth, /(\d+) non-empty lines/),
        failed: number(truth, /Failed password (\d+)/),
        failedFrom: number(truth, /Failed password \d+ from (\d+)/),
        accepted: number(truth, /Accepted (\d+)/),
        acceptedFrom: number(truth, /Accepted \d+ from (\d+)/),
        useradd: number(truth, /useradd lines (\d+)/),
        sudo: number(truth, /sudo lines (\d+)/),
        opened: number(truth, /session opened (\d+)/),
        root: number(truth, /top failed users: (?:[^;]*, )?root=(\d+)/),
      }
      console.log(
        Object.keys(expected)
          .map((key) => `${file}\t${key}\t${expected[key as keyof typeof got]}\t${got[key as keyof typeof got]}`)
          .join('\n'),
      )
      expect(got).toEqual(expected)
    },
  )

  it('linux/fail2ban__sshd: time and host of every line that says them', async () => {
    const lines = readFileSync(evidencePath('linux/fail2ban__sshd'), 'utf8').split('\n')
    const cases: { text: string; time: string; host: string }[] = []
    for (const [index, line] of lines.entries()) {
      const json = /^# failJSON: (\{.*\})/.exec(line)?.[1]
      if (json === undefined || !json.includes('"match": true')) continue
      const { time, host } = JSON.parse(json) as { time: string; host?: string }
      const text = lines[index + 1]!
      /* A host that an earlier line names is none of this line's. */
      if (host !== undefined && text.includes(host)) cases.push({ text, time, host })
    }
    expect(cases.length).toBeGreaterThan(80)
    const failures: string[] = []
    for (const { text, time, host } of cases) {
      const { events } = await read(Buffer.from(text), Number(time.slice(0, 4)))
      const [event] = events
      const client = event?.srcIp ?? event?.attrs['from']
      const said = `${isoFromMicros(event?.tsUs ?? 0).slice(0, 19)} ${JSON.stringify(client)?.slice(1, -1)}`
      const expected = `${time.slice(0, 19)} ${canonicalIp(host) ?? host}`
      /* Absolute times stand in the list as Amsterdam reads them. */
      const isAbsolute = /\d{4}-\d{2}-\d{2}T/.test(text)
      const aheadSeconds = isAbsolute ? (Date.parse(`${time.slice(0, 19)}Z`) - (event?.tsUs ?? NaN) / 1000) / 1000 : 0
      const isRight = isAbsolute
        ? [3600, 7200].includes(Math.ceil(aheadSeconds)) && said.endsWith(expected.slice(19))
        : said === expected
      if (!isRight) failures.push(`${text} → ${said}, expected ${expected}`)
    }
    console.log(`fail2ban__sshd\tlines with time and host\t${cases.length}\t${cases.length - failures.length}`)
    expect(failures).toEqual([])
  })

  it.each([
    ['linux/ossec-hids__sshd.ini', /^(SSHD|PAM)-/],
    ['linux/ossec-hids__sudo.ini', /^Sudo-/],
    ['linux/ossec-hids__firewalld.ini', /^Firewalld-/],
  ])('%s: every line is known by name', async (file, names) => {
    const text = readFileSync(evidencePath(file), 'utf8')
    const lines = [...text.matchAll(/^log \d+ (?:pass|fail) = (.*)$/gm)].map(([, line]) => line!)
    const { events } = await read(Buffer.from(lines.join('\n')), 2014)
    const known = events.filter(({ name, specificity }) => specificity === 'specific' && names.test(name!))
    console.log(`${file}\tlines known by name\t${lines.length}\t${known.length}`)
    expect(lines.length).toBe(number(truthOf(file), /(\d+) log lines/))
    expect(known.length).toBe(lines.length)
  })

  it('linux/plaso__vsftpd.log: every line, by what it begins with', async () => {
    const bytes = readFileSync(evidencePath('linux/plaso__vsftpd.log'))
    expect(detect(headOf(bytes, true), FORMATS)?.format.id).toBe('syslog')
    const { events, counts } = await read(bytes, 1970)
    const lines = number(truthOf('linux/plaso__vsftpd.log'), /(\d+) non-empty lines/)
    const text = bytes.toString('utf8')
    const expected = {
      lines,
      logins: text.match(/OK LOGIN/g)!.length,
      connections: text.match(/CONNECT:/g)!.length,
      files: lines - text.match(/LOGIN|CONNECT:/g)!.length,
      clients: new Set(text.match(/(?<=Client ")[^"]+/g)).size,
    }
    const got = {
      lines: counts.represented,
      logins: named(events, /^FTP-Login$/).length,
      connections: named(events, /^FTP-Connection$/).length,
      files: named(events, /^FTP-File_/).length,
      clients: addresses(events),
    }
    console.log(
      Object.keys(got)
        .map((key) => `plaso__vsftpd.log\t${key}\t${expected[key as 'lines']}\t${got[key as 'lines']}`)
        .join('\n'),
    )
    expect(got).toEqual(expected)
    expect(isoFromMicros(events[0]!.tsUs!)).toBe('2016-06-06T18:43:28Z')
  })

  it.each([
    ['linux/plaso__syslog_syslog', 15],
    ['linux/plaso__syslog_syslog_rsyslog', 5],
    ['linux/plaso__syslog_syslog_rsyslog_SyslogProtocol23Format', 9],
  ])('%s: nothing is lost', async (file, represented) => {
    const { counts } = await read(readFileSync(evidencePath(file)), 2012)
    expect({ records: counts.records, represented: counts.represented }).toEqual({
      records: number(truthOf(file), /(\d+) non-empty lines/),
      represented: expect.any(Number) as number,
    })
    expect(counts.represented).toBeGreaterThanOrEqual(represented)
  })

  it.each(['linux/plaso__dpkg.log', 'linux/plaso__windows_firewall.log'])('%s: times alone make no syslog', (file) => {
    expect(syslog.sniff(headOf(readFileSync(evidencePath(file)), true)).confidence).toBe(0)
  })
})
