// Package output writes, completes, merges and verifies the dataset directory.
//
// It is the end of the flow: a [Source] makes time slices and people, encode
// and truth turn them into bytes, and this package brings the bytes into files,
// many slices at a time and always in order:
//
//	workers: Fill ─► encode ─► (compress) ─┐
//	workers: Fill ─► encode ─► (compress) ─┼─► queue ─► lanes: write, digest ─► sync, rename ─► manifest
//	workers: Fill ─► encode ─► (compress) ─┘   (in order, bounded)
//
// [Write] makes a dataset or one shard of it, [Merge] puts shards together,
// [Stream] sends the native audit log to a writer, [Verify] checks every byte.
// README.md beside this file describes the directory for its readers.
//
// It decides nothing of what a line says, and knows the engine only as a
// Source.
package output
