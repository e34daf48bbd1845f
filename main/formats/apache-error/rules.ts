/** What error messages of Apache and nginx mean: by Apache's code, or by the words that both versions of it and nginx use. */
import type { EventType, Outcome } from '#contract/event'

/** Named groups of the pattern become attributes; `user` goes to its column. */
export interface ErrorRule {
  /** Codes of Apache 2.4 that say it whatever the words. */
  codes: readonly string[]
  pattern: RegExp
  name: string
  type: EventType
  outcome?: Outcome
  doc: string
}

export const ERROR_RULES: readonly ErrorRule[] = [
  {
    codes: ['AH01617', 'AH01618', 'AH01790', 'AH01791', 'AH01794'],
    pattern:
      /^user ["'`]?(?<user>[^\s"'`:]{1,256})["']?(?:: authentication failure for| not found: |: password mismatch| was not found in| in realm)/,
    ...{ name: 'Authentication_Failed', type: 'login-failure', outcome: 'failure' },
    doc: 'Somebody gave a name or password that is not right.',
  },
  {
    codes: ['AH01631'],
    pattern: /^user (?<user>[^\s:]{1,256}): authorization failure|^access to \S{1,4096} failed, reason: /,
    ...{ name: 'Authorization_Failed', type: 'access-denied', outcome: 'failure' },
    doc: 'A user who is known may not have what was asked for.',
  },
  {
    codes: ['AH01630', 'AH01797'],
    pattern: /^client denied by server configuration: (?<path>.{1,4096})|^access forbidden by rule/,
    ...{ name: 'Access_Denied', type: 'access-denied', outcome: 'failure' },
    doc: 'The configuration does not let this client have what it asked for.',
  },
  {
    codes: ['AH01276'],
    pattern:
      /^Directory index forbidden|^Cannot serve directory (?<path>.{1,4096}?): |^directory index of "(?<path2>[^"]{1,4096})" is forbidden/,
    ...{ name: 'Directory_Index_Forbidden', type: 'access-denied', outcome: 'failure' },
    doc: 'A client asked for the list of a folder and did not get it.',
  },
  {
    codes: ['AH00128', 'AH01264', 'AH02811'],
    pattern:
      /^File does not exist: (?<path>.{1,4096})|^script (?:'(?<path2>[^']{1,4096})' )?not found or unable to stat(?:: (?<path4>.{1,4096}))?|^open\(\) "(?<path3>[^"]{1,4096})" failed \(2: /,
    ...{ name: 'File_Not_Found', type: 'web-error', outcome: 'failure' },
    doc: 'A client asked for a file or script that is not there; many in a row are a search for weak spots.',
  },
  {
    codes: ['AH00126', 'AH00127', 'AH10244', 'AH00135', 'AH00561', 'AH00565', 'AH00566', 'AH00567'],
    pattern:
      /^Invalid (?:URI|method) in request|^invalid URI path|^request failed: |^client sent (?:invalid|HTTP\/1\.1 request without|too long)|^(?:\(\d+\))?File name too long/,
    ...{ name: 'Invalid_Request', type: 'web-error', outcome: 'failure' },
    doc: 'A request that no honest client sends: broken, too long, or an attempt to leave the folder of the server.',
  },
  {
    codes: ['AH00484', 'AH00161', 'AH00286'],
    pattern: /server reached Max(?:RequestWorkers|Clients)|^server is within MinSpareThreads|worker_connections are not enough/,
    ...{ name: 'Capacity_Reached', type: 'dos' },
    doc: 'All workers were busy: a rush, or an attack that holds them.',
  },
  {
    codes: [],
    pattern: /^limiting (?:requests|connections)(?:, excess: (?<excess>[\d.]{1,20}))? by zone "(?<zone>[^"]{1,100})"/,
    ...{ name: 'Request_Limited', type: 'firewall', outcome: 'failure' },
    doc: 'A client asked more often than it may.',
  },
  {
    codes: ['AH01114', 'AH00957', 'AH01102', 'AH01079', 'AH01097', 'AH00898'],
    pattern:
      /^(?:HTTP|AJP|FCGI|proxy).{0,40}(?:failed to make connection|attempt to connect|error reading)|^connect\(\) failed|^upstream (?:timed out|prematurely closed|sent)|^no live upstreams|^recv\(\) failed/,
    ...{ name: 'Upstream_Failed', type: 'error', outcome: 'failure' },
    doc: 'The server behind this one did not answer as it should.',
  },
  {
    codes: ['AH01215', 'AH01071'],
    pattern: /^FastCGI sent in stderr: |^Got error '|^PHP (?:message|Fatal error|Parse error|Warning|Notice|Deprecated)/,
    ...{ name: 'Program_Output', type: 'application' },
    doc: 'What a script of the site wrote to its error output; output of commands can stand here.',
  },
  {
    codes: ['AH02032', 'AH02033', 'AH02042', 'AH02008', 'AH02039'],
    pattern:
      /^Hostname .{1,255} provided via SNI|^SSL (?:Library Error|handshake)|^SSL_do_handshake\(\) failed|^SSL library error/,
    ...{ name: 'TLS_Failed', type: 'network', outcome: 'failure' },
    doc: 'Client and server did not agree on TLS, or the names in it differ.',
  },
  {
    codes: ['AH00052', 'AH00051'],
    pattern:
      /^child pid (?<child>\d{1,10}) exit signal (?<signal>[^,]{1,60})|^worker process (?<child2>\d{1,10}) exited on signal (?<signal2>\d{1,3})/,
    ...{ name: 'Worker_Crashed', type: 'error' },
    doc: 'A process of the server ended by a signal; an attack on its memory looks so.',
  },
  {
    codes: ['AH00163', 'AH00292', 'AH00455', 'AH00489'],
    pattern: /configured -- resuming normal operations|^start worker processes$/,
    ...{ name: 'Started', type: 'system' },
    doc: 'The server began, or began again, to serve.',
  },
  {
    codes: ['AH00169', 'AH00491', 'AH00295', 'AH00492', 'AH00170'],
    pattern:
      /^caught SIGTERM, shutting down|^caught SIGWINCH|^gracefully shutting down$|^signal (?:15|3) \(SIG(?:TERM|QUIT)\) received/,
    ...{ name: 'Stopped', type: 'system' },
    doc: 'The server was told to stop.',
  },
  {
    codes: ['AH00171', 'AH00173', 'AH00493', 'AH00494', 'AH00297', 'AH00298'],
    pattern: /^(?:SIG(?:HUP|USR1) received|Graceful restart requested)|^signal 1 \(SIGHUP\) received|^reconfiguring$/i,
    ...{ name: 'Restarted', type: 'system' },
    doc: 'The server was told to read its configuration anew.',
  },
  {
    codes: ['AH00094'],
    pattern: /^Command line: '(?<command>[^']{1,1000})'/,
    ...{ name: 'Command_Line', type: 'system' },
    doc: 'How the server was started.',
  },
]
