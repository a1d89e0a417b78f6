// Package memory presents a source as the dataset that would be written from it,
// without writing it: each file is made while it is read.
//
//	Source ─► Open ─► read.Dataset ─► detect, sigma, score
//
// So a test tries a rule on a plan and leaves nothing on disk. Every file that is there
// has the bytes that package output writes with its defaults; there are
//
//   - the native audit log and the access log in combined form,
//   - the records and the history as CSV,
//   - the truth of events and of the period.
//
// Not there are truth by access line, digests, and what a scenario's output section asks
// for beside the two logs. Memory is that of one slice a file that is open, and one bit a
// person; each reading of a file makes its slices anew.
package memory
