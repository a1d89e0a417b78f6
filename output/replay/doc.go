// Package replay sends the logs of a dataset to a receiver, at the pace of the logs or
// as fast as it goes.
//
//	timeline ─► courier: what is late, twice, lost ─► chunks ahead, a few ─► pacer ─► batches ─► sink
//	                                                                                    │ acknowledged
//	                                                                       state file ◄─┘
//
// One goroutine reads ahead and one sends, so a slow receiver holds the reading up and
// memory stays flat. A batch that fails in a way that may pass is sent again; after each
// one that was taken the state file says where to go on. So a line arrives at least
// once, as far as the receiver's protocol can tell, and after a failure one batch at
// most arrives twice.
//
// It knows no protocol (package sink and its neighbours do) and changes no dataset
// (package rebase writes the moved copy).
package replay
