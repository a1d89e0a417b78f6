// Package background holds the checks of what honest users leave behind: errors and
// odd clients (A6), days, weeks and pauses (A14), busy and quiet accounts (A15), and some of
// it beside published figures (A22).
//
// They see days of logs and count benign events alone. They know no attack.
package background
