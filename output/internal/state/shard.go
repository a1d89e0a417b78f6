package state

import "fmt"

// Shard is a part of the work: whole local days. The zero value is all of it.
type Shard struct {
	Index int // from 1
	Count int
}

func (s Shard) String() string { return fmt.Sprintf("%d of %d", s.Index, s.Count) }
