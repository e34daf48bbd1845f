/** Kinds of rows that get a name of their own, as data: by the type of the data where the form has it, else by what the columns say. */
import type { EventType } from '#contract/event'
import type { TimelineEntry } from './entry'

export interface TimelineKind {
  name: string
  type: EventType
  doc: string
  /** Type of the data, in JSON and wide exports. */
  dataType: RegExp
  /** Long source, in forms that have no type of the data. */
  sourceLong: RegExp
  /** What the time must mean, in such forms; others of the source are another kind. */
  timestampDesc?: RegExp
  /** Part of the tool that read it, where the source is named wrongly. */
  parser?: RegExp
  /** Field that names the program, and the place of it in the message. */
  process?: readonly [field: string, inMessage: RegExp]
}

const HISTORY = /^(?:Chrome|Chromium|Edge|Firefox|Safari|Opera)(?: Browser)? (?:History|Downloads)$/i

/** Row whose moment is a date in the record: nothing happened then. */
export const EXPIRATION: Pick<TimelineKind, 'name' | 'type' | 'doc'> = {
  name: 'Timeline-Expiration',
  type: 'unnormalized',
  doc: 'Date at which something of the record ends, often to come: a cookie, a page in a cache. Nothing happened then.',
}

/** The first that matches counts. */
export const TIMELINE_KINDS: readonly TimelineKind[] = [
  {
    name: 'Web_History-File_Downloaded',
    type: 'web-access',
    doc: 'A browser fetched a file.',
    dataType: /^(?:chrome:history:file_downloaded|firefox:downloads:download|safari:downloads:entry)$/,
    sourceLong: HISTORY,
    timestampDesc: /download|^(?:start|end) time$/i,
  },
  {
    name: 'Web_History-Bookmark',
    type: 'application',
    doc: 'A bookmark of a browser.',
    dataType: /^firefox:places:bookmark/,
    sourceLong: HISTORY,
    timestampDesc: /^(?:added|creation|content modification) time$/i,
  },
  {
    name: 'Web_History-Page_Visited',
    type: 'web-access',
    doc: 'A browser showed a page, or noted that it had.',
    dataType:
      /^(?:chrome:history:page_visited|firefox:places:page_visited|safari:history:visit(?:_sqlite)?|opera:history:(?:typed_)?entry|msiecf:url)$/,
    sourceLong:
      /^(?:(?:Chrome|Chromium|Edge|Firefox|Safari|Opera)(?: Browser)? History(?: Plist| Database)?|MSIE Cache File URL record)$/i,
  },
  {
    name: 'Web_History-Cookie',
    type: 'application',
    doc: 'A cookie of a browser: a site was visited when it was made or used.',
    dataType: /(?:^|:)cookies?(?::|$)/,
    sourceLong: /\bcookies?\b/i,
    parser: /_cookies$/,
  },
  {
    name: 'Web_History-Form_Filled',
    type: 'application',
    doc: 'A browser keeps what was entered into a form.',
    dataType: /^(?:chrome|firefox|edge):autofill/,
    sourceLong: /^(?:Chrome|Chromium|Edge|Firefox) Autofill$/i,
  },
  {
    name: 'Web_History-Cache',
    type: 'web-access',
    doc: 'A browser keeps something it fetched; nobody need have seen it.',
    dataType: /^(?:(?:chrome|firefox):cache|msie:webcache:container$|msiecf:(?:leak|redirected))/,
    sourceLong: /^(?:(?:Chrome|Chromium|Edge|Firefox) Cache|MSIE (?:WebCache|Cache File).*)$/i,
  },
  {
    name: 'Prefetch-Executed',
    type: 'process',
    doc: 'Windows noted that a program ran; the last eight times of each program are kept.',
    dataType: /^windows:prefetch:execution$/,
    sourceLong: /^WinPrefetch$/i,
    timestampDesc: /run|executed/i,
    process: ['executable', /^Prefetch \[([^\]]{1,500})\] was executed/],
  },
  {
    name: 'Shell_History-Command',
    type: 'process',
    doc: 'A command typed into a shell; the user can edit the file.',
    dataType: /^(?:bash:history:(?:command|entry)|(?:shell:)?zsh:history(?::entry)?|fish:history:(?:command|entry))$/,
    sourceLong: /^(?:Bash|Zsh|Fish)(?: Extended)? History/i,
  },
  {
    name: 'Registry-User_Assist',
    type: 'process',
    doc: 'Windows noted that a user started a program from the desktop.',
    dataType: /^windows:registry:userassist$/,
    sourceLong: /^(?:UserAssist Registry Key|Registry Key: UserAssist|User Assist)$/i,
  },
  {
    name: 'Registry-App_Compat_Cache',
    type: 'file-access',
    doc: 'Windows looked at a program; the time is the last change of its file, not when it ran.',
    dataType: /^windows:registry:appcompatcache$/,
    sourceLong: /^AppCompatCache Registry (?:Key|Entry)$/i,
  },
  {
    name: 'Registry-Run_Key',
    type: 'system',
    doc: 'A key that starts programs at logon was written.',
    dataType: /^windows:registry:run$/,
    sourceLong: /^Run\/Run ?Once Registry Key$/i,
  },
  {
    name: 'Recycle_Bin-Deleted',
    type: 'file-access',
    doc: 'A file was put into the recycle bin.',
    dataType: /^windows:metadata:deleted_item$/,
    sourceLong: /^Recycle Bin$/i,
  },
]

const isOf = (kind: TimelineKind, { dataType, sourceLong, timestampDesc, parser }: TimelineEntry): boolean =>
  dataType !== ''
    ? kind.dataType.test(dataType)
    : (kind.parser?.test(parser) ?? false) ||
      (kind.sourceLong.test(sourceLong) && (kind.timestampDesc?.test(timestampDesc) ?? true))

/** Shape: row → its kind, or null where it has no name of its own. */
export function kindOf(entry: TimelineEntry): Pick<TimelineKind, 'name' | 'type' | 'doc' | 'process'> | null {
  if (/^expiration time$/i.test(entry.timestampDesc)) return EXPIRATION
  return TIMELINE_KINDS.find((kind) => isOf(kind, entry)) ?? null
}

/** What rows of a short source are where nothing more is known. Source: short sources of log2timeline. */
const TYPE_OF_SOURCE: Readonly<Record<string, EventType>> = {
  WEBHIST: 'web-access',
  REG: 'system',
  FILE: 'file-access',
  LNK: 'file-access',
  RECBIN: 'file-access',
  EVT: 'system',
}

/** Shape: row → what kind of event it is by its source alone. */
export function typeOfSource({ source, dataType }: TimelineEntry): EventType {
  const type = TYPE_OF_SOURCE[source.toUpperCase()]
  if (type !== undefined) return type
  if (/^windows:registry:/.test(dataType)) return 'system'
  return source === '' && dataType === '' ? 'unnormalized' : 'application'
}
