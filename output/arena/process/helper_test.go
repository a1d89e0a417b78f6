package process

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// helper names the variable that makes the test program a detector, and says which.
const helper = "BREACHSIM_TEST_DETECTOR"

func TestMain(m *testing.M) {
	if what := os.Getenv(helper); what != "" {
		detect(what)
	}
	os.Exit(m.Run())
}

// said by the detectors of these tests, about the time of the step before.
const one = `{"t":%q,"entity":{"type":"account","id":"PS0000001"},"score":1,"rule":"r"}` + "\n"

// detect is a detector that does one thing wrong, from the third tick on.
func detect(what string) {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<20)
	ticks, lines := 0, 0
	if what == "hangs" {
		time.Sleep(time.Hour)
	}
	for in.Scan() {
		var o struct{ Tick string }
		_ = json.Unmarshal(in.Bytes(), &o) // what is no JSON is no tick
		if o.Tick == "" {
			lines++
			if what == "talks" { // more than any pipe holds, for each line
				fmt.Print(strings.Repeat(fmt.Sprintf(one, "2022-03-01T08:00:00Z"), 1000))
				fmt.Fprint(os.Stderr, strings.Repeat("so I said\n", 20_000))
			}
			continue
		}
		if ticks++; ticks == 3 {
			misbehave(what, o.Tick)
		}
		if what == "counts" {
			fmt.Printf(one, o.Tick)
			fmt.Fprintf(os.Stderr, "%d lines\n", lines)
		}
		fmt.Printf("{\"ack\":%q}\n", o.Tick)
		if ticks == 3 && what == "acks twice" {
			fmt.Printf("{\"ack\":%q}\n", o.Tick)
		}
	}
	switch what {
	case "speaks last":
		fmt.Printf(one, "2022-03-01T08:00:00Z")
	case "fails at the end":
		os.Exit(3)
	case "never ends", "closes":
		time.Sleep(time.Hour)
	}
	os.Exit(0)
}

func misbehave(what, tick string) {
	switch what {
	case "dies":
		fmt.Fprintln(os.Stderr, "Traceback\nKeyError: 'account'")
		os.Exit(7)
	case "ends":
		os.Exit(0)
	case "never acks":
		time.Sleep(time.Hour)
	case "prints":
		fmt.Println("Loading the model")
	case "half an alert":
		fmt.Printf("{\"t\":%q}\n", tick)
	case "a person":
		fmt.Printf("{\"t\":%q,\"entity\":{\"type\":\"person\",\"id\":\"00000000000000aa\"},\"score\":1,\"rule\":\"r\"}\n", tick)
	case "future":
		fmt.Printf(one, "2022-03-01T08:03:00.000001Z")
	case "past":
		fmt.Printf(one, "2022-02-01T00:00:00Z")
	case "floods":
		fmt.Print(strings.Repeat(fmt.Sprintf(one, tick), 101))
	case "a long line":
		fmt.Print(strings.Repeat("x", 1<<20+1))
		time.Sleep(time.Hour)
	case "wrong ack":
		fmt.Println(`{"ack":"2022-03-01T08:02:00Z"}`)
	case "no time":
		fmt.Println(`{"ack":true}`)
	case "closes":
		os.Stdin.Close()
	case "leaves a child":
		c := exec.Command(os.Args[0])
		c.Env = append(os.Environ(), helper+"=never ends")
		c.Stdout = os.Stdout
		if err := c.Start(); err != nil {
			panic(err)
		}
		os.Exit(1)
	}
}
