package read

import "testing"

func TestForm(t *testing.T) {
	base := formOf([]byte(`{"a":1,"b":"x","c":null,"d":48.85}`), nil)
	for line, same := range map[string]bool{
		`{"a":-7,"b":"a \"quoted\": 5","c":null,"d":0.50}`: true,
		`{"b":"x","a":1,"c":null,"d":48.85}`:               false, // another order
		`{"a":null,"b":"x","c":null,"d":48.85}`:            false,
		`{"a":1,"b":"x","c":"y","d":48.85}`:                false,
	} {
		if f := formOf([]byte(line), nil); (f.Hash == base.Hash) != same || f.Odd {
			t.Errorf("%s: %+v, the first is %+v", line, f, base)
		}
	}
	for _, line := range []string{
		`{"a":1, "b":"x"}`, `{"a":1,"b":"x"} `, `{"a":01}`, `{"a":1e3}`, `{"a":1.}`, "{\"a\":1}\r",
	} {
		if !formOf([]byte(line), nil).Odd {
			t.Errorf("%q is not odd", line)
		}
	}
}

func BenchmarkForm(b *testing.B) {
	line := []byte(`{"event_id":"0102030405060708","ts":"2022-03-08T07:15:01.000042Z","action":"lookup","outcome":"success",` +
		`"reason":null,"account":"PS0412233","profession":"pharmacist","org":"990123450","auth_method":"password",` +
		`"src_ip":"240.9.1.7","src_port":50123,"lat":48.8566,"lon":2.3522,"user_agent":"Mozilla/5.0 (Windows NT 10.0; Win64; x64)",` +
		`"status":200,"req_bytes":212,"resp_bytes":6978,"latency_us":184022,"patient_dept":"75","result":"found","persons_returned":1}`)
	b.SetBytes(int64(len(line)))
	for b.Loop() {
		formOf(line, []formKey{{name: "event_id"}, {name: "ts"}, {name: "action"}})
	}
}
