// Package accounts is who may sign in to the portal: its accounts, with the
// practitioners and desks who own them, the sites at which they work, and those who
// use them on their owners' behalf.
//
// It stands between the persons, networks and browsers and the traffic. Persons
// come in as ranges of indices, one a département; an account then has an interval
// of them to do with. Where its sessions come from is said by package network, and
// with which browsers by package client; Accounts asks both:
//
//	account k ─► profile and class, dealt out evenly ─► site ─► place ─► panel of persons
//	                                                        └─► line to the internet
//
// What account k is follows from the key and k, never from the number of accounts.
// All numbers of practitioners and sites are of a form that no real one can have.
//
// It will not say what anybody does with an account; that is traffic and campaign.
package accounts
