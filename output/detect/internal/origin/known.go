package origin

// known are the networks, places or clients of one account, few as they are: a list
// that is searched from its start, where what was used last is.
type known struct{ list []*thing }

// mostKnown is how many are remembered; the one that has not been used for longest
// goes first.
const mostKnown = 32

// thing is a network, a place or a client.
type thing struct {
	key         uint64
	first, last int64 // lines
	uses        int
	shared      bool  // a session came here and went back
	arrived     int64 // time at which an impossible journey ended here; 0 = never
	km          int64 // of that journey
}

// see finds the thing of a line at ts. It is new, with that line as its first, where
// there is none or it has not been used within the memory, in microseconds.
func (k *known) see(key uint64, ts, memory int64) *thing {
	i := 0
	for i < len(k.list) && k.list[i].key != key {
		i++
	}
	if i == len(k.list) {
		if i < mostKnown {
			k.list = append(k.list, &thing{})
		} else {
			i--
		}
		*k.list[i] = thing{key: key, first: ts}
	} else if ts-k.list[i].last > memory {
		*k.list[i] = thing{key: key, first: ts}
	}
	x := k.list[i]
	copy(k.list[1:i+1], k.list[:i])
	k.list[0] = x
	x.last = ts
	return x
}

// of finds a thing without using it; nil where it is not known.
func (k *known) of(key uint64) *thing {
	for _, x := range k.list {
		if x.key == key {
			return x
		}
	}
	return nil
}

// usual reports whether no other thing has been used more.
func (k *known) usual(x *thing) bool {
	for _, other := range k.list {
		if other.uses > x.uses {
			return false
		}
	}
	return true
}
