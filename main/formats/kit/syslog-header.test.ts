import { expect, it } from 'vitest'
import { readSyslogHeader } from './syslog-header'

const short = (line: string) => {
  const header = readSyslogHeader(line)
  return header === null ? null : [header.host, header.program, header.pid, header.message]
}

it.each([
  ['Jan  5 01:31:41 www sshd[1643]: text: more', ['www', 'sshd', '1643', 'text: more']],
  ['<34>Oct 11 22:14:15 mymachine su: failed', ['mymachine', 'su', '', 'failed']],
  ['Nov 18 08:30:20 kernel: [997.39] sda2', ['', 'kernel', '', '[997.39] sda2']],
  ['Mar  3 00:17:22 [sshd]: User root', ['', 'sshd', '', 'User root']],
  ['Feb 29 01:15:43: --- a note ---', ['', '', '', '--- a note ---']],
  ['Dec 31 17:54:32 host /sbin/anacron[1234]: x', ['host', '/sbin/anacron', '1234', 'x']],
  ['Jan 22 07:54:32 host Job `cron.daily` ended', ['host', '', '', 'Job `cron.daily` ended']],
  ['Jan 22 2016 07:54:32.5 fe80::1 prog: x', ['fe80::1', 'prog', '', 'x']],
  ['2020-05-31T00:00:45.69+02:00 localhost systemd[1]: x', ['localhost', 'systemd', '1', 'x']],
  ['<165>1 2003-10-11T22:14:15.003Z - evnt 8710 ID47 [a@1 b="]\\""] \ufeffx', ['', 'evnt', '8710', 'x']],
  ['MMM 22 07:54:32 host prog: x', null],
  ['text without time', null],
  ['', null],
])('%s', (line, expected) => expect(short(line)).toEqual(expected))

it('knows when a time is absolute', () => {
  expect(readSyslogHeader('2020-05-31T02:00:45+02:00 h p: x')?.utcUs).toBe(1590883245000000)
  expect(readSyslogHeader('2020-05-31 02:00:45 h p: x')?.utcUs).toBeNaN()
})
