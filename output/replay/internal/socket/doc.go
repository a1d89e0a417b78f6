// Package socket sends lines to where no protocol answers: standard output, a file,
// TCP, UDP and TLS.
//
//	batch ─► framing: newline or octet count (RFC 6587) ─► write ─► acknowledged, as far as the system tells
//
// A batch counts as taken when it is written (standard output), synced at the sender's
// wish (file), acknowledged by the receiver's system (TCP and TLS, where Linux tells), or
// handed to the network (UDP). What a receiver that is killed had in its buffers and had
// not read, no sender can know. The package decides neither when lines are sent nor
// whether they are sent again.
package socket
