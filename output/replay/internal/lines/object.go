package lines

import (
	"github.com/breachsim/breachsim/output/internal/encode/wire"
	"github.com/breachsim/breachsim/output/replay/sink"
)

// AppendObject appends a line as a JSON object. A line that is one stays as it
// is; text becomes {"ts":…,"log":…,"message":…}, with the time that the line tells.
func AppendObject(dst []byte, l *sink.Line) []byte {
	if IsJSON(l.Bytes) {
		return append(dst, l.Bytes...)
	}
	dst = append(dst, `{"ts":"`...)
	dst = wire.AppendMoment(dst, l.Micros)
	dst = append(dst, `","log":"`...)
	dst = append(dst, Name(l.Log)...)
	dst = append(dst, `","message":`...)
	return append(AppendString(dst, l.Bytes), '}')
}
