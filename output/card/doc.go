// Package card tells people and programs what a dataset is: README.md with every
// column of every file, and croissant.json.
//
// It stands beside the writing of files: from the [Facts] of a run it makes texts,
// which output writes and enters in the manifest. It opens no file.
package card
