package world

import (
	"fmt"
	"net/netip"
	"strconv"
	"sync"
)

// Symbols gives each text a number. One goroutine adds; any may ask for names.
type Symbols struct {
	mu      sync.RWMutex
	names   []string
	ByName  map[string]Sym
	byAddr  map[netip.Addr][2]Sym // address and block
	byID    map[uint64]Sym        // clients
	byCount map[int64]Sym
}

func newSymbols() *Symbols {
	return &Symbols{names: []string{""}, ByName: map[string]Sym{"": 0}, byAddr: map[netip.Addr][2]Sym{{}: {}},
		byID: map[uint64]Sym{0: 0}, byCount: map[int64]Sym{0: 0}}
}

// Of returns the number of a text, a fresh one where it is new. Only the goroutine that adds may
// call it.
func (s *Symbols) Of(name string) Sym {
	if v, ok := s.ByName[name]; ok {
		return v
	}
	v := s.fresh(name)
	s.ByName[name] = v
	return v
}

func (s *Symbols) fresh(name string) Sym {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.names = append(s.names, name)
	return Sym(len(s.names) - 1)
}

// Name returns the text of a number that [Symbols.Of] gave.
func (s *Symbols) Name(v Sym) string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.names[v]
}

// addr numbers an address and its block.
func (s *Symbols) addr(a netip.Addr) (ip, block Sym) {
	if v, ok := s.byAddr[a]; ok {
		return v[0], v[1]
	}
	bits := 24
	if a.Is6() {
		bits = 48
	}
	p, _ := a.Prefix(bits) // the length fits the address
	v := [2]Sym{s.Of(a.String()), s.Of(p.String())}
	s.byAddr[a] = v
	return v[0], v[1]
}

func (s *Symbols) client(id uint64) Sym {
	if v, ok := s.byID[id]; ok {
		return v
	}
	v := s.fresh(hex(id))
	s.byID[id] = v
	return v
}

func (s *Symbols) number(n int64) Sym {
	if v, ok := s.byCount[n]; ok {
		return v
	}
	v := s.fresh(strconv.FormatInt(n, 10))
	s.byCount[n] = v
	return v
}

func hex(v uint64) string { return fmt.Sprintf("%016x", v) }
