/** Fields of timelines, whoever made them. */
import type { FieldDoc } from '../format'

export const TIMELINE_FIELDS: readonly FieldDoc[] = [
  {
    name: 'datetime',
    unit: 'ISO 8601',
    doc: 'The moment, with its offset; without one the zone is a column, the analyst’s word, or assumed.',
  },
  { name: 'timestamp', unit: 'µs since 1970, UTC', doc: 'The same moment as a number.' },
  { name: 'timestamp_desc', unit: 'text', doc: 'What the moment means; one record gives a row for each of its times.' },
  {
    name: 'message',
    unit: 'text',
    doc: 'Sentence that the tool made of the record; commas or line ends may have become blanks.',
  },
  { name: 'source', unit: 'text', doc: 'Kind of source in short: FILE, LOG, EVT, REG, WEBHIST.' },
  { name: 'source_long', unit: 'text', doc: 'Kind of source in words.' },
  { name: 'data_type', unit: 'text', doc: 'Type of the record as log2timeline names it: what the fields mean follows from it.' },
  { name: 'parser', unit: 'text', doc: 'Part of the tool that read the record.' },
  { name: 'display_name', unit: 'path', doc: 'File the record was read from, in its image.' },
  { name: 'filename', unit: 'path', doc: 'The same without the image; for times of files the file itself.' },
  { name: 'tag', unit: 'words', doc: 'What an analysis or a person marked the row with.' },
  { name: 'hostname', unit: 'text', doc: 'Host the record speaks of, or the one the image was taken from.' },
  { name: 'username', unit: 'text', doc: 'User the record speaks of, or whose folder it was read from.' },
]
