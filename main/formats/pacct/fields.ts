/** Fields of process accounting. */
import type { FieldDoc } from '../kit/format'

export const FIELDS: readonly FieldDoc[] = [
  {
    name: 'start',
    unit: 's since 1970, UTC',
    doc: 'When the process began, worked out by the kernel at its end: if the clock was set meanwhile, it is off by as much. Processes that never ended before the host did are missing.',
  },
  { name: 'elapsed', unit: '1/100 s', doc: 'From beginning to end, by a clock that is not set.' },
  {
    name: 'comm',
    unit: 'text, 16 bytes',
    doc: 'Name of the program without path and arguments, cut at 15 characters; a process can give itself another.',
  },
  { name: 'uid', unit: 'number', doc: 'Real user of the process at its end.' },
  { name: 'gid', unit: 'number', doc: 'Real group of the process at its end.' },
  { name: 'pid', unit: 'number', doc: 'Process, as seen from where accounting was turned on; numbers are used again.' },
  { name: 'ppid', unit: 'number', doc: 'Parent at the end of the process: 1 where the first parent had gone.' },
  { name: 'tty', unit: 'text', doc: 'Terminal that controlled the process, worked out from the number of its device.' },
  {
    name: 'flags',
    unit: 'words',
    doc: 'fork: ran no program of its own; su: used rights of root, which a process with them does at once; core: memory was dumped; signal: killed by one.',
  },
  { name: 'exit_status', unit: '0–255', doc: 'What the process returned; 0 where a signal ended it.' },
  { name: 'signal', unit: 'number', doc: 'Signal that ended the process.' },
  { name: 'user_seconds', unit: 's', doc: 'Processor time of the program, kept with 13 bits: large values are rounded down.' },
  { name: 'system_seconds', unit: 's', doc: 'Processor time of the kernel for the program, as rounded.' },
  { name: 'memory_kib', unit: 'KiB', doc: 'Average memory as the kernel estimates it at the end.' },
  { name: 'minor_faults', unit: 'number', doc: 'Pages that were found in memory, as rounded.' },
  { name: 'major_faults', unit: 'number', doc: 'Pages that had to be read from disk, as rounded.' },
]
