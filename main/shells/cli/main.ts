#!/usr/bin/env node
/** Entry of the command line. */
import { standardStreams } from './output'
import { runCommandLine } from './program'

// WHY: `backtrail events … | head` closes our output early; that is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

process.exitCode = await runCommandLine(process.argv.slice(2), standardStreams)
