/** Login records of Linux: utmp, wtmp and btmp. A record is a structure of 384 or 400 bytes. */
import { NO_CLAIM } from '../kit/detect'
import { defineFormat, type Claim, type Head } from '../kit/format'
import { LOGIN_RECORD_TAXONOMY } from '../kit/login-records'
import { bestFit } from './layout'
import { readUtmp } from './read'

const CONFIDENCE = 0.97

function sniff(head: Head): Claim {
  const { form, places, records } = bestFit(head.bytes)
  if (records === 0 || records * 2 < places) return NO_CLAIM
  const confidence = CONFIDENCE * (0.5 + (0.5 * records) / places)
  return { confidence, why: `${records} of the first ${places} records are login records (${form.title})` }
}

export default defineFormat({
  id: 'utmp',
  title: 'Login records (utmp, wtmp, btmp)',
  source: 'utmp(5); glibc, bits/utmp.h; musl, utmpx.h; login(1) and sshd(8) for who writes what',
  recordUnit: 'record',
  classes: ['authentication'],
  clock: { zone: false, year: false },
  fields: [
    {
      name: 'time',
      unit: 's and µs since 1970, UTC',
      doc: 'When the record was written, by the clock of the host; a start is often written before the clock is set.',
    },
    {
      name: 'type',
      unit: 'number 0–9',
      doc: 'Kind of record. Failed logins have no type of their own: they stand in a file of their own.',
    },
    {
      name: 'user',
      unit: 'text, 32 bytes',
      doc: 'Login name as typed in failed logins, so passwords are found here, too; empty when a session ends. A logout here bears the name of whoever logged in on the same terminal.',
    },
    {
      name: 'line',
      unit: 'text, 32 bytes',
      doc: 'Terminal without /dev/; `ssh:notty` where sshd had none yet, `~` for the system.',
    },
    { name: 'id', unit: 'text, 4 bytes', doc: 'Short name of the terminal, or id in inittab.' },
    {
      name: 'host',
      unit: 'text, 256 bytes',
      doc: 'Where the user came from, as a name or address the host looked up; a display for windows; the version of the kernel for starts.',
    },
    { name: 'addr', unit: 'address', doc: 'Address the user came from, IPv4 or IPv6; not every program writes it.' },
    { name: 'pid', unit: 'number', doc: 'Process of the login; for run levels the letters of the new and the old one.' },
    { name: 'session', unit: 'number', doc: 'Session id; rarely written.' },
    { name: 'termination', unit: 'number', doc: 'Signal that ended the process, where init wrote it.' },
    { name: 'exit', unit: 'number', doc: 'Exit status of the process, where init wrote it.' },
    {
      name: 'session_seconds',
      unit: 's',
      doc: 'From the login on the same terminal to this logout; not in the record, worked out from the file.',
    },
    { name: 'run_level', unit: 'letter', doc: 'Run level that began.' },
    { name: 'run_level_before', unit: 'letter', doc: 'Run level that ended.' },
  ],
  taxonomy: LOGIN_RECORD_TAXONOMY,
  attrs: { words: ['line', 'id', 'host'], integers: ['type', 'pid', 'session'] },
  sniff,
  read: readUtmp,
})
