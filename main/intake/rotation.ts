/** Files that one program wrote one after another: which belong together, and in which order, told from their names. */

/** Where a file stands in its set. */
export interface SetPlace {
  /** Name the program writes to, such as `auth.log`. */
  name: string
  /** 1 = the oldest. */
  position: number
  of: number
}

interface Rotated {
  /** Folder and name of the set; files of one set share it. */
  set: string
  name: string
  /** Sorts from the oldest to the newest. */
  age: string
}

const PACKED = /\.(gz|bz2|xz|zst)$/i
/** `conn.00:00:00-01:00:00.log`, as Zeek archives by the hour; the day is the name of the folder. */
const BY_HOUR = /^([\w-]{1,60})\.(\d\d[:-]\d\d(?:[:-]\d\d)?)-\d\d[:-]\d\d(?:[:-]\d\d)?\.log$/
const DAY_FOLDER = /(^|[/!\\])(\d{4}-\d\d-\d\d)[/\\]?$/
/** `auth.log.2`. Longer numbers are dates or process ids. */
const BY_NUMBER = /^(.{1,200}?)\.(\d{1,3})$/
/** `access.log-20240101`, `access.log.2024-01-01`, `access.log-20240101-13`. */
const BY_DATE = /^(.{1,200}?)[.-]((?:19|20)\d\d-?[01]\d-?[0-3]\d(?:[-_T]?\d{2,6})?)$/
/** `localhost_access.2024-01-01.log`. */
const DATE_WITHIN = /^(.{1,200}?)[._-]((?:19|20)\d\d-[01]\d-[0-3]\d)(\.(?:log|txt|json))$/
/** After every number: the file that is written to. */
const NEWEST = '~'

function rotatedOf(path: string): Rotated {
  const cut = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'), path.lastIndexOf('!')) + 1
  const folder = path.slice(0, cut)
  const file = path.slice(cut).replace(PACKED, '')
  const hour = BY_HOUR.exec(file)
  if (hour !== null) {
    const day = DAY_FOLDER.exec(folder)?.[2] ?? ''
    const above = day === '' ? folder : folder.slice(0, folder.lastIndexOf(day))
    return named(above, `${hour[1]}.log`, `${day} ${hour[2]}`)
  }
  const number = BY_NUMBER.exec(file)
  if (number !== null) return named(folder, number[1]!, String(999 - Number(number[2])).padStart(3, '0'))
  const date = BY_DATE.exec(file)
  if (date !== null) return named(folder, date[1]!, date[2]!.replace(/\D/g, ''))
  const within = DATE_WITHIN.exec(file)
  if (within !== null) return named(folder, `${within[1]}${within[3]}`, within[2]!.replace(/\D/g, ''))
  return named(folder, file, NEWEST)
}

const named = (folder: string, name: string, age: string): Rotated => ({ set: `${folder}\n${name}`, name, age })

/**
 * Tell sets of rotated files.
 *
 * Shape: paths (or addresses of members) → place of each that belongs to a set of two or more. Files that only share a name without any
 *        sign of rotation are none.
 */
export function setsOf(paths: readonly string[]): Map<string, SetPlace> {
  const sets = new Map<string, { path: string; rotated: Rotated }[]>()
  for (const path of new Set(paths)) {
    const rotated = rotatedOf(path)
    sets.set(rotated.set, [...(sets.get(rotated.set) ?? []), { path, rotated }])
  }
  const places = new Map<string, SetPlace>()
  for (const files of sets.values()) {
    if (files.length < 2 || files.every(({ rotated }) => rotated.age === NEWEST)) continue
    const order = files.sort((a, b) =>
      a.rotated.age < b.rotated.age ? -1 : a.rotated.age > b.rotated.age ? 1 : a.path < b.path ? -1 : 1,
    )
    order.forEach(({ path, rotated }, at) => places.set(path, { name: rotated.name, position: at + 1, of: order.length }))
  }
  return places
}

/** Shape: paths → those of each set, oldest first. */
export function setsInOrder(paths: readonly string[]): string[][] {
  const places = setsOf(paths)
  const bySet = new Map<string, string[]>()
  for (const path of places.keys()) {
    const { set } = rotatedOf(path)
    bySet.set(set, [...(bySet.get(set) ?? []), path])
  }
  return [...bySet.values()].map((set) => set.sort((a, b) => places.get(a)!.position - places.get(b)!.position))
}
