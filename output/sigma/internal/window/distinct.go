package window

import "github.com/breachsim/breachsim/output/sigma/internal/field"

// distinct is the latest distinct values, each by the last time it came:
//
//	by value ─► node ─ node ─ … ─ node    latest first; the last leaves first
type distinct struct {
	nodes      []node
	slots      []int32 // open addressing by value, a power of two long: 1 + place in nodes; 0 = free
	n          int     // values
	free       int32   // list of nodes that are not in use: 1 + place
	head, tail int32
}

type node struct {
	key        field.Key
	ts         int64
	prev, next int32 // towards the latest, towards the oldest: 1 + place
}

// touch makes a value the latest one, of at most so many.
func (d *distinct) touch(k field.Key, ts int64, most int) {
	if len(d.slots) > 0 {
		if i := d.slots[d.find(k)]; i != 0 {
			if d.head != i {
				d.unlink(i)
				d.link(i, ts)
			}
			d.nodes[i-1].ts = ts
			return
		}
	}
	for d.n > 0 && d.n >= most {
		d.drop()
	}
	if 4*(d.n+1) > 3*len(d.slots) {
		d.grow()
	}
	i := d.free
	if i != 0 {
		d.free = d.nodes[i-1].next
	} else {
		d.nodes = append(d.nodes, node{})
		i = int32(len(d.nodes))
	}
	d.nodes[i-1].key = k
	d.slots[d.find(k)] = i
	d.n++
	d.link(i, ts)
}

// until forgets what came last at ts or before.
func (d *distinct) until(ts int64) {
	for d.tail != 0 && d.nodes[d.tail-1].ts <= ts {
		d.drop()
	}
}

// drop forgets the oldest.
func (d *distinct) drop() {
	i := d.tail
	d.unlink(i)
	d.remove(d.find(d.nodes[i-1].key))
	d.nodes[i-1].next, d.free = d.free, i
	d.n--
}

func (d *distinct) link(i int32, ts int64) {
	x := &d.nodes[i-1]
	x.ts, x.prev, x.next = ts, 0, d.head
	if d.head != 0 {
		d.nodes[d.head-1].prev = i
	} else {
		d.tail = i
	}
	d.head = i
}

func (d *distinct) unlink(i int32) {
	x := &d.nodes[i-1]
	if x.prev != 0 {
		d.nodes[x.prev-1].next = x.next
	} else {
		d.head = x.next
	}
	if x.next != 0 {
		d.nodes[x.next-1].prev = x.prev
	} else {
		d.tail = x.prev
	}
}

// find returns the slot of a value, or the free one where it belongs.
func (d *distinct) find(k field.Key) int {
	mask := len(d.slots) - 1
	i := k.Place() & mask
	for d.slots[i] != 0 && d.nodes[d.slots[i]-1].key != k {
		i = (i + 1) & mask
	}
	return i
}

// remove frees a slot and moves up those that stand behind it because it was taken.
func (d *distinct) remove(i int) {
	mask := len(d.slots) - 1
	for j := i; ; {
		d.slots[i] = 0
		for {
			if j = (j + 1) & mask; d.slots[j] == 0 {
				return
			}
			home := d.nodes[d.slots[j]-1].key.Place() & mask
			if (j-home)&mask >= (j-i)&mask {
				break
			}
		}
		d.slots[i] = d.slots[j]
		i = j
	}
}

func (d *distinct) grow() {
	old := d.slots
	d.slots = make([]int32, max(8, 2*len(old)))
	for _, i := range old {
		if i != 0 {
			d.slots[d.find(d.nodes[i-1].key)] = i
		}
	}
}
