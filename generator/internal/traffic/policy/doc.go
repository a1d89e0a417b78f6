// Package policy is what the portal asks of everybody: limits of look-ups as such,
// times in which a service is closed, second factors, and new passwords. Each is a
// rule by the clock, so it is part of the base world with and without campaigns.
//
// It stands between the days of package agenda, whose steps the rules are asked
// about, and package emit, which tells what they make of a step. Whom a limit
// hits is not played but drawn for each look-up by itself, so that it depends on
// nobody else; limits that count an account's own look-ups are in package bound.
// The package changes no session and emits nothing.
package policy
