package rules

// Threshold is a count of distinct persons of one account within a time that
// slides along.
type Threshold struct {
	Count int   // at least 1
	Per   int64 // microseconds, open at its start
}

// Volume counts the distinct persons that were answered for within a time. The
// zero value is ready to use. It remembers the last Count of them, each by its
// latest look-up:
//
//	by person ─► node ─ node ─ … ─ node    latest first; the last leaves first
type Volume struct {
	nodes []node
	slots []int32 // open addressing by person: 1 + place in nodes; 0 = free
	free  int32   // list of nodes that are not in use: 1 + place
	head  int32   // latest: 1 + place
	tail  int32
	n     int
}

type node struct {
	person     uint64 // 0 = somebody who is not named
	ts         int64
	prev, next int32 // towards the latest, towards the oldest: 1 + place
}

// See counts an answered look-up and reports whether there are as many persons
// as it takes. Others are left out. It says so at each look-up, as long as there
// are.
func (v *Volume) See(l *Look, t *Threshold) bool {
	if l.Answered && (l.Person != 0 || l.Unnamed) {
		v.until(l.TS - t.Per)
		v.touch(l.Person, l.TS, t.Count)
		return v.n >= t.Count
	}
	return false
}

// Persons is how many distinct persons there are, up to Count.
func (v *Volume) Persons() int { return v.n }

// until forgets who was last looked up at ts or before.
func (v *Volume) until(ts int64) {
	for v.tail != 0 && v.nodes[v.tail-1].ts <= ts {
		v.drop()
	}
}

// touch makes a person the latest one, of at most so many.
func (v *Volume) touch(person uint64, ts int64, most int) {
	if person != 0 && len(v.slots) > 0 {
		if at := v.slots[v.find(person)]; at != 0 {
			v.unlink(at)
			v.link(at, ts)
			return
		}
	}
	for v.n > 0 && v.n >= most {
		v.drop()
	}
	if 4*(v.n+1) > 3*len(v.slots) {
		v.grow()
	}
	at := v.free
	if at != 0 {
		v.free = v.nodes[at-1].next
	} else {
		v.nodes = append(v.nodes, node{})
		at = int32(len(v.nodes))
	}
	v.nodes[at-1].person = person
	if person != 0 {
		v.slots[v.find(person)] = at
	}
	v.n++
	v.link(at, ts)
}

// drop forgets the oldest.
func (v *Volume) drop() {
	at := v.tail
	v.unlink(at)
	if p := v.nodes[at-1].person; p != 0 {
		v.remove(v.find(p))
	}
	v.nodes[at-1].next, v.free = v.free, at
	v.n--
}

// link puts a node at the head.
func (v *Volume) link(at int32, ts int64) {
	x := &v.nodes[at-1]
	x.ts, x.prev, x.next = ts, 0, v.head
	if v.head != 0 {
		v.nodes[v.head-1].prev = at
	} else {
		v.tail = at
	}
	v.head = at
}

func (v *Volume) unlink(at int32) {
	x := &v.nodes[at-1]
	if x.prev != 0 {
		v.nodes[x.prev-1].next = x.next
	} else {
		v.head = x.next
	}
	if x.next != 0 {
		v.nodes[x.next-1].prev = x.prev
	} else {
		v.tail = x.prev
	}
}

// find returns the slot of a person, or the free one where it belongs.
func (v *Volume) find(person uint64) uint64 {
	mask := uint64(len(v.slots) - 1)
	i := spread(person) & mask
	for v.slots[i] != 0 && v.nodes[v.slots[i]-1].person != person {
		i = (i + 1) & mask
	}
	return i
}

// remove frees a slot and moves up those that stand behind it because it was
// taken.
func (v *Volume) remove(i uint64) {
	mask := uint64(len(v.slots) - 1)
	for j := i; ; {
		v.slots[i] = 0
		for {
			if j = (j + 1) & mask; v.slots[j] == 0 {
				return
			}
			home := spread(v.nodes[v.slots[j]-1].person) & mask
			if (j-home)&mask >= (j-i)&mask {
				break
			}
		}
		v.slots[i] = v.slots[j]
		i = j
	}
}

func (v *Volume) grow() {
	old := v.slots
	v.slots = make([]int32, max(8, 2*len(old)))
	for _, at := range old {
		if at != 0 {
			v.slots[v.find(v.nodes[at-1].person)] = at
		}
	}
}
