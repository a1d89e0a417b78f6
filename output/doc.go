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
// It decides nothing of what a line says, and knows the engine only as a
// Source.
package output
