// Package identity writes what the identity provider logs: who tried to come in and by
// what name, second factors, links to new passwords and how they were used, notices of
// new devices, and what the help desk does. It is a view of the audit log with the mail
// that goes out beside it, as JSON Lines, and is written where a scenario asks for it
// (output.identity).
//
// It gets lines from generator/event and hands bytes to the day files of package output.
// It knows no truth: a line names its audit event, and labels join by that.
package identity
