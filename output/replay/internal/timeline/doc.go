// Package timeline reads the audit log and the access log of a dataset as one
// stream of lines in the order of time, each moved to its new time.
//
//	day files ─► one Track a log ─► the earlier line first ─► Chunk: lines, when they are due, where they stand
//
// Memory does not grow with the logs: a chunk of lines is filled at a time, into
// memory that the caller hands back. Two lines of one microsecond keep the order
// audit, access; lines of one log keep the order of their file, also where a time
// steps back. It sends nothing and waits for nothing.
package timeline
