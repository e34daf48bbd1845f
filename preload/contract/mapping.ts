/** What the columns of a table mean, where its format cannot know: proposed from its values, shown before it is added, corrected by the analyst. */
import { z } from 'zod'

/** What a column can be read as. `date` stands beside a `time` that holds only the clock. */
export const MAPPED_FIELDS = [
  'time',
  'date',
  'duration',
  'duration_ms',
  'client_ip',
  'client_port',
  'server_ip',
  'server_port',
  'src_ip',
  'src_port',
  'dst_ip',
  'dst_port',
  'proto',
  'service',
  'src_bytes',
  'dst_bytes',
  'user_name',
  'host_name',
  'process_name',
  'name',
  'message',
  'severity',
  'outcome',
] as const
export type MappedField = (typeof MAPPED_FIELDS)[number]

/** How a time is written. `iso` begins with the year; `named-month` has the month as a word; `filetime` counts 100 ns since 1601. */
export const TIME_FORMS = [
  'iso',
  'day-first',
  'month-first',
  'named-month',
  'epoch-s',
  'epoch-ms',
  'epoch-us',
  'epoch-ns',
  'filetime',
] as const
export type TimeForm = (typeof TIME_FORMS)[number]

/** What is not named here stays an attribute under the name of its column. */
export const ColumnMapping = z.object({
  /** Field of the event → name of its column; a path with dots where objects are nested. */
  columns: z.partialRecord(z.enum(MAPPED_FIELDS), z.string()),
  time_form: z.enum(TIME_FORMS).optional(),
  /** How the form was decided, in words; absent where the analyst stated it. Begins with `assumed` where the values leave it open. */
  time_rule: z.string().optional(),
})
export type ColumnMapping = z.infer<typeof ColumnMapping>

/** What an analyst states of it; columns that are not named are read as proposed, named ones stand for the whole proposal. */
export const StatedMapping = ColumnMapping.partial({ columns: true })
export type StatedMapping = z.infer<typeof StatedMapping>

/** A column as the preview shows it: its first values that say something. */
export const ColumnSample = z.object({ name: z.string(), values: z.array(z.string()) })
export type ColumnSample = z.infer<typeof ColumnSample>
