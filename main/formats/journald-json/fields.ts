/** Fields of journal entries. */
import type { FieldDoc } from '../kit/format'

export const FIELDS: readonly FieldDoc[] = [
  {
    name: '__REALTIME_TIMESTAMP',
    unit: 'µs since 1970 UTC',
    doc: 'When the journal took the entry, by the clock of the host; the time of the event.',
  },
  {
    name: '_SOURCE_REALTIME_TIMESTAMP',
    unit: 'µs since 1970 UTC',
    doc: 'When the program says it wrote the message, where it does.',
  },
  { name: 'MESSAGE', unit: 'text', doc: 'What the program says; bytes that are no text are read as UTF-8.' },
  { name: 'PRIORITY', unit: '0 (emergency) to 7 (debug)', doc: 'Set by the program.' },
  { name: 'SYSLOG_IDENTIFIER', unit: 'text', doc: 'Program as it calls itself; any program can claim any name.' },
  { name: '_COMM', unit: 'text', doc: 'Program as the kernel knows it; fields that begin with _ cannot be forged by a client.' },
  { name: '_EXE', unit: 'path', doc: 'Program file.' },
  { name: '_CMDLINE', unit: 'text', doc: 'Command line of the process; a process can change it.' },
  { name: '_PID', unit: 'number', doc: 'Process that wrote the message.' },
  { name: '_UID', unit: 'user number', doc: 'User of the process that wrote it, which is not the user it speaks of.' },
  { name: '_HOSTNAME', unit: 'text', doc: 'Host that the entry comes from.' },
  { name: '_SYSTEMD_UNIT', unit: 'text', doc: 'Service of the process.' },
  { name: '_TRANSPORT', unit: 'text', doc: 'How the entry came: syslog, journal, stdout, kernel, audit, driver.' },
  { name: '_BOOT_ID', unit: 'hexadecimal', doc: 'Which start of the machine it belongs to.' },
  { name: '__CURSOR', unit: 'text', doc: 'Place of the entry in the journal.' },
]
