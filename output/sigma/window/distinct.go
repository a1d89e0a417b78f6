package window

import "breachsim/output/sigma/field"

// distinct is the latest distinct values, each by the last time it came:
//
//	by value ─► node ─ node ─ … ─ node    latest first; the last leaves first
type distinct struct {
	nodes      []node
	at         map[field.Key]int32 // 1 + place in nodes
	free       int32               // list of nodes that are not in use: 1 + place
	head, tail int32
}

type node struct {
	key        field.Key
	ts         int64
	prev, next int32 // towards the latest, towards the oldest: 1 + place
}

// touch makes a value the latest one, of at most so many.
func (d *distinct) touch(k field.Key, ts int64, most int) {
	if d.at == nil {
		d.at = map[field.Key]int32{}
	}
	if i := d.at[k]; i != 0 {
		d.unlink(i)
		d.link(i, ts)
		return
	}
	for len(d.at) >= most {
		d.drop()
	}
	i := d.free
	if i != 0 {
		d.free = d.nodes[i-1].next
	} else {
		d.nodes = append(d.nodes, node{})
		i = int32(len(d.nodes))
	}
	d.nodes[i-1].key = k
	d.at[k] = i
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
	delete(d.at, d.nodes[i-1].key)
	d.nodes[i-1].next, d.free = d.free, i
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
