/** Messages of sudo, su, and PAM inside any program. */
import type { RuleSet } from '../rule'

const SUDO_TAIL = String.raw`TTY=(?<tty>\S+) ; PWD=(?<directory>.*?) ; (?:USER=(?<runAs>\S+) ; )?(?:GROUP=(?<group>\S+) ; )?(?:TSID=(?<tsid>\S+) ; )?(?:ENV=(?<env>.*?) ; )?COMMAND=(?<command>.*)$`

export const SUDO: RuleSet = {
  programs: /^sudo$/,
  source: 'sudo, manual section EVENT LOGGING',
  rules: [
    {
      pattern: new RegExp(String.raw`^\s*(?<user>\S+) : (?<reason>\d+ incorrect password attempts?) ; ${SUDO_TAIL}`),
      ...{ name: 'Sudo-Authentication_Failure', type: 'login-failure', outcome: 'failure', doc: 'Wrong passwords for sudo.' },
    },
    {
      pattern: new RegExp(
        String.raw`^\s*(?<user>\S+) : (?<reason>(?:user |command |a password|no tty|sorry|unable|NOT |not ).*?) ; ${SUDO_TAIL}`,
        'i',
      ),
      ...{
        name: 'Sudo-Denied',
        type: 'access-denied',
        outcome: 'failure',
        doc: 'The rules do not let this user run this command.',
      },
    },
    {
      pattern: new RegExp(String.raw`^\s*(?<user>\S+) : ${SUDO_TAIL}`),
      ...{ name: 'Sudo-Command', type: 'process', outcome: 'success', doc: 'A command was run as another user.' },
    },
  ],
}

export const SU: RuleSet = {
  programs: /^su$/,
  source: 'util-linux and shadow, su',
  rules: [
    {
      pattern:
        /^(?:FAILED SU \(to (?<target>\S+)\) (?<user>\S+)|(?:FAILED|BAD) su for (?<target2>\S+) by (?<user2>\S+)|- \S+ (?<user3>\S+)[:-](?<target3>\S+))/,
      ...{ name: 'Su-Failure', type: 'login-failure', outcome: 'failure', doc: 'Becoming another user failed.' },
    },
    {
      pattern:
        /^(?:Successful su for (?<target>\S+) by (?<user>\S+)|\(to (?<target2>\S+)\) (?<user2>\S+) on |\+ \S+ (?<user3>\S+)[:-](?<target3>\S+))/,
      ...{ name: 'Su-Success', type: 'login', outcome: 'success', doc: 'A user became another user.' },
    },
  ],
}

export const PAM: RuleSet = {
  /* By the beginning of the message, whatever the program. */
  programs: /^/,
  source: 'Linux-PAM, pam_unix and its kin',
  rules: [
    {
      pattern:
        /^(?<module>pam_\w+)\((?<stack>[^):]*):session\): session opened for user (?<user>[^\s(]+)(?:\(uid=\d+\))?(?: by (?<by>[^\s(]*)\(uid=(?<uid>\d+)\))?/,
      ...{
        name: 'PAM-Session_Opened',
        type: 'login',
        outcome: 'success',
        doc: 'A session of a user began: a person’s, a job’s, or a program’s.',
      },
    },
    {
      pattern: /^(?<module>pam_\w+)\((?<stack>[^):]*):session\): session closed for user (?<user>\S+)/,
      ...{ name: 'PAM-Session_Closed', type: 'logout', doc: 'A session of a user ended.' },
    },
    {
      pattern:
        /^(?<module>pam_\w+)\((?<stack>[^):]*):auth\): authentication failure; logname=(?<logname>\S*) uid=(?<uid>\d*) euid=(?<euid>\d*) tty=(?<tty>\S*) ruser=(?<ruser>\S*) rhost=(?<from>\S*)(?:\s+user=(?<user>\S*))?/,
      ...{
        name: 'PAM-Authentication_Failure',
        type: 'login-failure',
        outcome: 'failure',
        doc: 'A password or token was wrong; counts beside the line of the program itself.',
      },
    },
    {
      pattern: /^(?<module>pam_systemd)\((?<stack>[^):]*):session\): (?:Failed to|Cannot) create session: (?<reason>.*)$/,
      ...{
        name: 'PAM-Session_Not_Created',
        type: 'application',
        outcome: 'failure',
        doc: 'No seat session was made for a log-in.',
      },
    },
    {
      pattern:
        /^PAM (?<count>\d+) more authentication failures?; logname=\S* uid=\d* euid=\d* tty=(?<tty>\S*) ruser=\S* rhost=(?<from>\S*)(?:\s+user=(?<user>\S*))?/,
      ...{
        name: 'PAM-More_Failures',
        type: 'login-failure',
        outcome: 'failure',
        doc: 'How many more attempts failed in one connection; the attempts themselves have lines.',
      },
    },
    {
      pattern: /^(?<module>pam_\w+)\((?<stack>[^):]*):auth\): check pass; user unknown/,
      ...{
        name: 'PAM-Unknown_User',
        type: 'login-failure',
        outcome: 'failure',
        doc: 'A password was tried for a user who does not exist.',
      },
    },
    {
      pattern: /^(?<module>pam_\w+)\((?<stack>[^):]*):chauthtok\): password changed for (?<user>\S+)/,
      ...{
        name: 'PAM-Password_Changed',
        type: 'detected-change',
        outcome: 'success',
        doc: 'The password of a user was changed.',
      },
    },
    {
      pattern: /^(?<module>pam_\w+)\((?<stack>[^):]*):chauthtok\): (?<reason>.*)$/,
      ...{ name: 'PAM-Password_Not_Changed', type: 'application', outcome: 'failure', doc: 'Changing a password failed.' },
    },
    {
      pattern: /^(?<module>pam_\w+)\((?<stack>[^):]*):account\): (?<reason>.*)$/,
      ...{
        name: 'PAM-Account_Denied',
        type: 'access-denied',
        outcome: 'failure',
        doc: 'The account may not be used: expired, locked, or outside its hours.',
      },
    },
  ],
}
