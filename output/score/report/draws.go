package report

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"math"
)

// Draws are the values of a figure in the resamples of the bootstrap, in their order,
// as many as there are; NaN where one is undefined. In JSON they are base64 of 32-bit
// floats, the lowest byte first.
//
// Resamples are keyed by their number: those of two detectors on the same datasets draw
// the same accounts, so that the values can be told apart one by one.
type Draws []float32

// DrawsOf keeps values.
func DrawsOf(list []float64) Draws {
	if len(list) == 0 {
		return nil
	}
	d := make(Draws, len(list))
	for i, v := range list {
		d[i] = float32(v)
	}
	return d
}

// MarshalText writes them in base64.
func (d Draws) MarshalText() ([]byte, error) {
	var raw []byte
	for _, v := range d {
		raw = binary.LittleEndian.AppendUint32(raw, math.Float32bits(v))
	}
	return base64.StdEncoding.AppendEncode(nil, raw), nil
}

// UnmarshalText reads what MarshalText wrote.
func (d *Draws) UnmarshalText(text []byte) error {
	raw, err := base64.StdEncoding.AppendDecode(nil, text)
	if err != nil || len(raw)%4 != 0 {
		return fmt.Errorf("draws are not base64 of 32-bit floats")
	}
	*d = make(Draws, 0, len(raw)/4)
	for ; len(raw) > 0; raw = raw[4:] {
		*d = append(*d, math.Float32frombits(binary.LittleEndian.Uint32(raw)))
	}
	return nil
}
