/** Fields of Snort alerts. */
import type { FieldDoc } from '../kit/format'
import { SNORT_FIELDS } from '../kit/snort-alert'

export const FIELDS: readonly FieldDoc[] = [
  {
    name: 'time',
    unit: 'local time, month/day, year only with -y',
    doc: 'Time of the packet in the clock and zone of the sensor, which the line does not name.',
  },
  ...SNORT_FIELDS,
  { name: 'action', unit: 'text', doc: 'What the sensor did with the packet: drop, wDrop; absent where it only watched.' },
]
