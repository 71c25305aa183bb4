// Command semantics makes random cases of what Kubernetes decides, with its
// decisions. It holds no rules of its own: each comes from Kubernetes' packages.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"

	"github.com/go-logr/logr"
	"k8s.io/klog/v2"
)

// topics make one case each, as a value to be written as JSON.
var topics = map[string]func(*random) any{
	"quantities":   quantityCase,
	"tolerations":  tolerationCase,
	"controller":   controllerCase,
	"affinity":     affinityCase,
	"selectors":    selectorCase,
	"images":       imageCase,
	"percentages":  percentageCase,
	"resources":    resourceCase,
	"ports":        portCase,
	"pod-security": podSecurityCase,
	"policies":     policyCase,
}

func main() {
	klog.SetLogger(logr.Discard())
	seed := flag.Uint64("seed", 1, "seed of the cases")
	count := flag.Int("count", 100, "number of cases")
	flag.Usage = func() {
		fmt.Fprintln(os.Stderr, "usage: semantics [-seed S] [-count N] TOPIC\nwrites one JSON case a line; topics:")
		for topic := range topics {
			fmt.Fprintln(os.Stderr, "  "+topic)
		}
	}
	flag.Parse()
	makeCase := topics[flag.Arg(0)]
	if makeCase == nil || flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	r := &random{rand.New(rand.NewPCG(*seed, 2))}
	for range *count {
		if err := encoder.Encode(makeCase(r)); err != nil {
			fmt.Fprintln(os.Stderr, "semantics:", err)
			os.Exit(2)
		}
	}
}

type random struct{ *rand.Rand }

// one in n.
func (r *random) one(n int) bool { return r.IntN(n) == 0 }

func pick[T any](r *random, values ...T) T { return values[r.IntN(len(values))] }

// some yields up to most values.
func some[T any](r *random, most int, make func() T) []T {
	values := []T{}
	for range r.IntN(most + 1) {
		values = append(values, make())
	}
	return values
}

type object = map[string]any

// decode reads a case as the API server decodes it.
func decode(from, into any) error {
	data, err := json.Marshal(from)
	if err != nil {
		return err
	}
	return json.Unmarshal(data, into)
}

func mustDecode(from, into any) {
	if err := decode(from, into); err != nil {
		panic(err)
	}
}
