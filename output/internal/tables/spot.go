package tables

import (
	"github.com/breachsim/breachsim/output/internal/ordered"
	"github.com/breachsim/breachsim/output/internal/state"
)

// spot is where a worker is: its job, and the first stream of the table. A worker
// holds one piece a form, always fewer than the headroom of the queue.
type spot struct {
	wanted *state.Bitmap // nil = the table has no persons
	q      *ordered.Queue
	job    int
	first  int
}

// open returns the open piece of a form, or a new one where there is none.
func (x *spot) open(p *ordered.Piece, form int) (*ordered.Piece, error) {
	if p != nil {
		return p, nil
	}
	return x.q.Piece(x.job, x.first+form)
}

// full puts a piece that is full, and returns the one that is open then, if any.
func (x *spot) full(p *ordered.Piece) *ordered.Piece {
	if len(p.Raw) < ordered.PieceBytes {
		return p
	}
	x.q.Put(p)
	return nil
}

// end puts the pieces that are left.
func (x *spot) end(pieces []*ordered.Piece) {
	for _, p := range pieces {
		if p != nil {
			x.q.Put(p)
		}
	}
}
