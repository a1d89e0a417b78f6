// Package session holds the audit's checks on sessions: what one looks like from the first
// event to the last, how much one is like the next, and whether sessions of different
// accounts keep time with each other.
package session
