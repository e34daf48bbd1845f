/** Jobs of cron: tables of users, and those of the system, which name a user in each line. */
import { mostly, type ConfigKind, type Facts } from './setting'

const FIELD = String.raw`[\d*,/~-]{1,40}|(?:[a-zA-Z]{3}|\d{1,2})(?:[-,](?:[a-zA-Z]{3}|\d{1,2})){0,12}`
const JOB = new RegExp(
  `^\\s*-?((?:(?:${FIELD})[ \\t]+){5}|@(?:reboot|yearly|annually|monthly|weekly|daily|midnight|hourly)[ \\t]+)(\\S.*)$`,
)
const ENVIRONMENT = /^\s*([A-Za-z_]\w{0,60})\s*=\s*(.*)$/
const USER = /^([a-z_][a-z0-9_-]{0,31}\$?)[ \t]+(\S.*)$/

const jobsOf = (lines: readonly string[]): string[] => lines.flatMap((line) => JOB.exec(line)?.[2] ?? [])

/** Shape: lines → whether each job names its user. Tables of the system nearly always have one of root, and no user's command is called so. */
function namesUsers(lines: readonly string[]): boolean {
  const users = jobsOf(lines).map((job) => USER.exec(job)?.[1])
  return users.length > 0 && users.every((user) => user !== undefined) && users.includes('root')
}

function read(line: string, isSystem: boolean, facts: Facts): void {
  const [, schedule, job = ''] = JOB.exec(line) ?? []
  if (schedule === undefined) {
    const [, variable, value = ''] = ENVIRONMENT.exec(line) ?? []
    if (variable === undefined) facts.reject('neither a job of cron nor a variable')
    else facts.state({ name: 'Cron_Variable', key: `cron/${variable}`, value: value.trim().replace(/^(["'])(.*)\1$/, '$2') })
    return
  }
  const [, user = '', command = job] = isSystem ? (USER.exec(job) ?? []) : []
  const when = schedule.trim().replace(/\s+/g, ' ')
  facts.state({
    name: 'Cron_Job',
    key: `cron/${user === '' ? 'owner of the table' : user}/${command}`,
    value: when,
    user,
    attrs: { schedule: when, command },
  })
}

export const crontab: ConfigKind = {
  id: 'crontab',
  what: 'jobs of cron',
  isOurs: (lines) =>
    mostly(lines, (line) => JOB.test(line) || ENVIRONMENT.test(line)) &&
    lines.some((line) => JOB.test(line) && /[*@]/.test(line.slice(0, 30))) &&
    jobsOf(lines).some((job) => /[/a-zA-Z]/.test(job)),
  reader: (lines, facts) => {
    const isSystem = namesUsers(lines)
    return (line) => read(line, isSystem, facts)
  },
}
