// Package output writes, completes, merges and verifies the dataset directory.
//
// It is the end of the flow: a [Source] makes time slices and people, and this
// package decides what becomes of a directory with them. Its rooms do the work:
//
//	days:    workers fill, encode and pack slices, lanes write them in order ─┐
//	tables:  the records and the history, in all their forms ─────────────────┤
//	period.go, card: the truth of the period, the texts about the dataset ────┼─► stage ─► publish
//	disk, state: files whole or not at all, what is complete, the manifest ───┘
//
// [Write] makes a dataset or one shard of it, [Merge] puts shards together,
// [Stream] sends the native audit log to a writer, [Verify] checks every byte.
// README.md beside this file describes the directory for its readers.
//
// Other modules may build on this package and on these below it; the others change with
// any commit:
//
//	dataset             a plan as what Write takes
//	dataset/datasettest datasets for the tests of detectors
//	read                a dataset as a detector finds it
//	detect              the reference detectors
//	sigma               rules in Sigma over the logs
//	score               alerts held against the truth
//	score/alert         reads alerts
//	score/report        the figures of a score, and demands on them
//
// It decides nothing of what a line says, and knows the engine only as a
// Source.
package output
