// Package term is what the verbs of the command share: the streams around the
// process, errors with their exit codes, flags that several verbs have, and numbers
// in words.
//
// It stands below the verbs and above the packages whose errors it tells. It runs
// no verb, and it does not end the process: only main does.
package term
