/** Captured configuration: accounts, passwords' states, policies, packages, jobs. A record is a line, of dpkg a stanza: one fact as it stood then. */
import { NO_CLAIM } from '../kit/detect'
import { defineFormat, type Claim, type Head, type TaxonomyEntry } from '../kit/format'
import { kindOf, readConfig } from './read'

/** WHY below others: these files have no mark of their own, only the form of all their lines. */
const CONFIDENCE = 0.88

function sniff(head: Head): Claim {
  const kind = kindOf(head)
  return kind === null ? NO_CLAIM : { confidence: CONFIDENCE, why: `its lines are ${kind.what}` }
}

const entry = (name: string, doc: string, type: TaxonomyEntry['type'] = 'system'): TaxonomyEntry => ({
  ...{ name: `Config-${name}`, type, specificity: 'specific', doc },
  provenance: 'chosen here',
})

export default defineFormat({
  id: 'config-capture',
  title: 'Captured configuration',
  source:
    'passwd(5), shadow(5), group(5), gshadow(5), sudoers(5), login.defs(5), sshd_config(5), os-release(5), crontab(5), deb-control(5), rpm(8)',
  recordUnit: 'record',
  classes: ['config'],
  clock: { zone: false, year: true },
  fields: [
    {
      name: 'config_key',
      unit: 'text',
      doc: 'What is set: sshd/PermitRootLogin, account/root, package/bash.x86_64. The same in every capture.',
    },
    {
      name: 'config_value',
      unit: 'text',
      doc: 'What it was set to when the file was captured; nothing says since when, nor that the program had read it.',
    },
    {
      name: 'time_from',
      unit: 'text',
      doc: 'What stands for the time: no such file writes one. The date of a file is when it was last written; copying may set it to the day of the copy.',
    },
    { name: 'uid', unit: 'number', doc: 'User id; two accounts of one id are one user to the kernel.' },
    { name: 'gid', unit: 'number', doc: 'Group id.' },
    { name: 'superuser', unit: 'truth', doc: 'The user id is 0: all rights, whatever the name.' },
    {
      name: 'password_state',
      unit: 'text',
      doc: 'Whether there is a password, and how it is hashed; the hash itself is nowhere but in the evidence. Locked bars the password only, not keys.',
    },
    {
      name: 'last_changed',
      unit: 'day',
      doc: 'When the password was changed, as shadow counts days; it is an event of its own, too.',
    },
    { name: 'max_days', unit: 'days', doc: 'After how many days the password must be changed; 99999 means never.' },
    {
      name: 'without_password',
      unit: 'truth',
      doc: 'The rule of sudo asks for no password; a later rule that fits the same command counts more.',
    },
    {
      name: 'installed',
      unit: 'text',
      doc: 'When rpm says that the package was installed, as written, in the zone of the host; an upgrade counts as an installation.',
    },
    {
      name: 'members',
      unit: 'list',
      doc: 'Members of the group that name it; those whose primary group it is stand in passwd alone.',
    },
    { name: 'match', unit: 'text', doc: 'Condition under which the setting of sshd counts.' },
    { name: 'package', unit: 'text', doc: 'Name of the package.' },
    { name: 'version', unit: 'text', doc: 'Version with release; distributions mend old versions without a new number.' },
    { name: 'status', unit: 'text', doc: 'How it stands with the package: wanted, flag, state. config-files means removed.' },
    { name: 'schedule', unit: 'text', doc: 'When cron runs the job, in the zone of the host.' },
    { name: 'command', unit: 'text', doc: 'What cron runs; that it is listed does not say that it ran.' },
  ],
  taxonomy: [
    entry('Account', 'Account of the host.'),
    entry('Password_State', 'Whether an account has a password, and when it must be changed.'),
    entry('Password_Changed', 'Day on which the password of an account was changed last; no zone is written.', 'detected-change'),
    entry('Group', 'Group with its members.'),
    entry('Group_Password', 'Whether a group has a password, and who administers it.'),
    entry('Sudo_Rule', 'Who may act as whom, on which hosts, and by which commands.'),
    entry('Sudo_Setting', 'Setting of sudo, or another file that it reads.'),
    entry('Sudo_Alias', 'Name that rules of sudo use for a set of users, hosts or commands.'),
    entry('Login_Policy', 'Setting for logins and new accounts; programs that ask PAM do not all heed it.'),
    entry('SSHD_Setting', 'Setting of the SSH server; the first line of a keyword counts.'),
    entry('OS_Release', 'What the system says it is.'),
    entry('Package', 'Package with its version.'),
    entry('Cron_Job', 'Job that cron runs.'),
    entry('Cron_Variable', 'Variable that jobs of cron are run with.'),
  ],
  attrs: { text: 'config_value', words: ['config_key', 'password_state', 'version'], integers: ['uid', 'gid'] },
  sniff,
  read: readConfig,
})
