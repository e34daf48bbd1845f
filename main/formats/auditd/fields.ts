/** Fields of audit records as events keep them. */
import type { FieldDoc } from '../kit/format'

export const FIELDS: readonly FieldDoc[] = [
  {
    name: 'time',
    unit: 'seconds since 1970 UTC, milliseconds',
    doc: 'When the kernel opened the event, by the clock of the host; system calls are stamped where they end.',
  },
  { name: 'serial', unit: 'number', doc: 'With the time it joins the records of one event; it begins anew at every boot.' },
  { name: 'node', unit: 'text', doc: 'Host that sent the record; absent unless auditd is told to write it.' },
  {
    name: 'auid',
    unit: 'user number',
    doc: 'User who logged in, kept through su and sudo; 4294967295 where nobody did, as in daemons.',
  },
  { name: 'ses', unit: 'number', doc: 'Login session; 4294967295 where there is none.' },
  { name: 'uid', unit: 'user number', doc: 'Real user of the process at that moment.' },
  { name: 'pid', unit: 'number', doc: 'Process; numbers are used again.' },
  { name: 'ppid', unit: 'number', doc: 'Parent of the process.' },
  { name: 'exe', unit: 'path', doc: 'Program file; the path as the process sees it, which in a container is not the host’s.' },
  { name: 'comm', unit: 'text of at most 15 bytes', doc: 'Name of the thread; a process can set any.' },
  { name: 'syscall', unit: 'text', doc: 'System call by name, or its number where the machine is not known.' },
  { name: 'arch', unit: 'text', doc: 'Machine by whose table the call was numbered; i386 on a 64-bit host is worth a look.' },
  { name: 'exit', unit: 'number', doc: 'What the call returned; below zero an error number.' },
  { name: 'argv', unit: 'list of text', doc: 'Arguments of the program that was started; the kernel cuts what is very long.' },
  {
    name: 'proctitle',
    unit: 'text',
    doc: 'Command line as the process shows it; at most 128 bytes, and a process can change it.',
  },
  { name: 'cwd', unit: 'path', doc: 'Directory that relative paths begin in.' },
  { name: 'paths', unit: 'list of records', doc: 'Files that the call touched, with inode, mode and owner.' },
  { name: 'saddr', unit: 'hexadecimal', doc: 'Socket address as the kernel holds it; `sockaddr` is the same, read.' },
  { name: 'key', unit: 'text', doc: 'Word of the audit rule that made the event.' },
  {
    name: 'acct',
    unit: 'text',
    doc: 'Account that a program of user space speaks of; for failed log-ins the client’s own words.',
  },
  { name: 'addr', unit: 'address', doc: 'Remote end as the program states it.' },
  { name: 'res', unit: 'success or failed', doc: 'Result as the program states it.' },
  { name: 'record_types', unit: 'list of names', doc: 'Types of the records that were joined, in their order.' },
]
