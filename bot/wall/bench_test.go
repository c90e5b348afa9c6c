package wall_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"echowall/flows"
)

// benchCases is how many cases the village of the benchmark has; every tenth is open.
const benchCases = 2000

// grow gives a village many cases.
func (v *village) grow(cases int) {
	v.t.Helper()
	var waits []func(context.Context) (flows.Reply, error)
	do := func(who int64, line string) {
		waits = append(waits, v.engine.Submit(context.Background(), v.id, v.input(who, line)))
	}
	for n := 1; n <= cases; n++ {
		do(resident, fmt.Sprintf("raise named 第%d条巷子的路灯坏了，晚上回家看不清路，请派人来修一修", n))
		if n%10 != 0 {
			do(secretary, fmt.Sprintf("screen %d answer 已经请供电所去看，三天内修好。", n))
		}
	}
	for _, wait := range waits {
		_, err := wait(context.Background())
		must(v.t, err)
	}
}

// BenchmarkWall serves the wall page of a community with 2,000 cases: kept, made anew after a change, and beside them
// http.FileServer with the same bytes. It tells requests a second and the slowest of a hundred.
func BenchmarkWall(b *testing.B) {
	v := foundIn(b, "zh-Hans", 1e9)
	v.say(secretary, "web")
	v.grow(benchCases)
	page := v.page()
	body := v.shows(page)
	dir := b.TempDir()
	must(b, os.WriteFile(filepath.Join(dir, "wall.html"), []byte(body), 0o600))
	b.Run("kept", func(b *testing.B) { serve(b, v.pages, page, nil) })
	b.Run("fileserver", func(b *testing.B) { serve(b, http.FileServer(http.Dir(dir)), "/wall.html", nil) })
	v.later(time.Hour)
	v.say(secretary, "settings raises 1000")
	b.Run("fresh", func(b *testing.B) {
		n := 0
		serve(b, v.pages, page, func() {
			n++
			v.later(2 * time.Minute) // which is as often as one person may
			v.say(resident, fmt.Sprintf("raise named 又有一件事：第%d号井盖不见了", n))
		})
	})
}

// serve asks for a page over real connections, as many at once as the machine has processors. Before makes each anew,
// one at a time.
func serve(b *testing.B, pages http.Handler, path string, before func()) {
	server := httptest.NewServer(pages)
	defer server.Close()
	client := server.Client()
	client.Transport.(*http.Transport).MaxIdleConnsPerHost = 64
	client.Transport.(*http.Transport).DisableCompression = true
	var mu sync.Mutex
	var times []time.Duration
	ask := func() {
		began := time.Now()
		res, err := client.Get(server.URL + path)
		must(b, err)
		_, err = io.Copy(io.Discard, res.Body)
		must(b, errors.Join(err, res.Body.Close()))
		if res.StatusCode != http.StatusOK {
			b.Errorf("status %d", res.StatusCode)
		}
		mu.Lock()
		defer mu.Unlock()
		times = append(times, time.Since(began))
	}
	b.ResetTimer()
	if before != nil {
		for range b.N {
			b.StopTimer()
			before()
			b.StartTimer()
			ask()
		}
	} else {
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				ask()
			}
		})
	}
	b.StopTimer()
	slices.Sort(times)
	b.ReportMetric(float64(len(times))/b.Elapsed().Seconds(), "req/s")
	b.ReportMetric(float64(times[len(times)*99/100].Microseconds())/1000, "p99-ms")
}
