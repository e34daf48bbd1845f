/** Messages of cron, systemd-logind and the log daemon itself. */
import type { RuleSet } from '../rule'

export const CRON: RuleSet = {
  programs: /^(cron|crond|anacron|atd)$/,
  source: 'Debian cron, cronie',
  rules: [
    {
      pattern: /^\((?<user>[^)]*)\) CMD \((?<command>.*)\)\s*$/,
      ...{ name: 'Cron-Command', type: 'process', doc: 'A job was run.' },
    },
    {
      pattern: /^\((?<user>[^)]*)\) (?<action>RELOAD|REPLACE|BEGIN EDIT|END EDIT|LIST|DELETE) \((?<table>[^)]*)\)/,
      ...{ name: 'Cron-Table_Changed', type: 'detected-change', doc: 'A table of jobs was opened, replaced or reloaded.' },
    },
  ],
}

/** Jobs of anacron and at, and what cron says of itself. */
export const JOBS: RuleSet = {
  programs: /^(cron|crond|anacron|atd)$/,
  source: 'Debian cron, cronie, anacron, at',
  rules: [
    {
      pattern: /^Job [`'](?<job>[^']*)' (?<action>started|terminated.*)$/,
      ...{ name: 'Anacron-Job', type: 'process', doc: 'A daily, weekly or monthly job began or ended.' },
    },
    {
      pattern:
        /^\((?<user>[^)]*)\) (?<action>INFO|STARTUP|ERROR|WRONG FILE OWNER|ORPHAN|RELOAD|MAIL|error|AUTH|CMDOUT|CMDEND)\b ?\(?(?<detail>.*?)\)?\s*$/,
      ...{ name: 'Cron-Daemon', type: 'system', doc: 'The daemon speaks of itself, or of a table it does not take.' },
    },
    {
      pattern: /^(?:Starting job (?<job>\S+)|Anacron (?<version>\S+) started|Normal exit|Will run job).*$/,
      ...{ name: 'Anacron-Run', type: 'system', doc: 'Anacron or at began, ended, or planned a job.' },
    },
  ],
}

export const CRONTAB: RuleSet = {
  programs: /^crontab$/,
  source: 'Debian cron, cronie',
  rules: [
    {
      pattern: /^\((?<user>[^)]*)\) (?<action>REPLACE|BEGIN EDIT|END EDIT|LIST|DELETE) \((?<table>[^)]*)\)/,
      ...{ name: 'Cron-Table_Changed', type: 'detected-change', doc: 'A table of jobs was opened or replaced by a user.' },
    },
  ],
}

export const LOGIND: RuleSet = {
  programs: /^systemd-logind$/,
  source: 'systemd, logind-session.c',
  rules: [
    {
      pattern: /^New session '?(?<session>\S+?)'? of user '?(?<user>[^\s']+?)'?(?: with class .*)?\.?\s*$/,
      ...{
        name: 'Logind-Session_Opened',
        type: 'login',
        outcome: 'success',
        doc: 'A seat session began; counts beside the lines of PAM and sshd.',
      },
    },
    {
      pattern: /^(?:Removed session|Session) '?(?<session>[^\s'.]+)'?(?: logged out.*)?\.?/,
      ...{ name: 'Logind-Session_Closed', type: 'logout', doc: 'A seat session ended.' },
    },
    {
      pattern: /^(?:New seat (?<seat>\S+?)\.|Watching system buttons on (?<device>\S+).*)\s*$/,
      ...{ name: 'Logind-Seat', type: 'system', doc: 'A seat or its buttons were found, as at every start.' },
    },
    {
      pattern: /^(?<action>System is (?:powering down|rebooting|halting)|Power key pressed|Lid \w+).*$/,
      ...{ name: 'Logind-Power', type: 'system', doc: 'The machine is stopping, or somebody touched its switch.' },
    },
  ],
}

export const LOG_DAEMON: RuleSet = {
  programs: /^(rsyslogd?|syslogd|syslog-ng|syslog)$/,
  source: 'rsyslog, syslog-ng',
  rules: [
    {
      pattern: /^(?:exiting on signal (?<signal>\d+)|\[origin .*\] (?<action>start|exiting on signal \d+|rsyslogd was HUPed).*)/,
      ...{
        name: 'Syslog-Daemon',
        type: 'system',
        doc: 'The log daemon started, stopped or reopened its files: lines may be missing around it.',
      },
    },
  ],
}
