// Package registry holds the audit's check of the records: whether who was taken or taken
// over stands out in a column or a row that has no part in the story.
package registry
