package journal

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// sealed seals a few entries as a community has them.
func sealed(tb testing.TB) [][]byte {
	tb.Helper()
	var head Head
	var raws [][]byte
	at := time.Date(2026, 6, 2, 12, 0, 0, 0, time.FixedZone("", 8*3600))
	for i, events := range [][]Event{
		{{Type: "founded", Data: json.RawMessage(`{ "name": "金昌 <社区> & 村" }`)}},
		{{Type: "raised", Data: json.RawMessage(`{"case":1,"text":"路灯坏了六年"}`)}, {Type: "echoed"}},
		nil,
		{{Type: "supported", Data: json.RawMessage(`[1.50,1e3,null,"\u2028"]`)}},
	} {
		e, raw, err := Seal(head, at.Add(time.Duration(i)*time.Minute), i, []string{"", "tg:7"}[i%2], events)
		if err != nil {
			tb.Fatal(err)
		}
		raws = append(raws, raw)
		head = e.Head()
	}
	return raws
}

// walk verifies a journal as `echowall verify` does and tells at which number it goes wrong.
func walk(raws [][]byte) (Head, uint64, error) {
	var head Head
	for _, raw := range raws {
		next, _, err := Verify(head, raw)
		if err != nil {
			return head, head.Seq + 1, err
		}
		head = next
	}
	return head, 0, nil
}

func TestChainHolds(t *testing.T) {
	raws := sealed(t)
	head, _, err := walk(raws)
	if err != nil || head.Seq != 4 {
		t.Fatalf("got %v, %v", head, err)
	}
	last, err := Open(raws[3])
	if err != nil || last.Head() != head || last.By != 3 || last.Cause != "tg:7" || last.Events[0].Type != "supported" {
		t.Errorf("got %+v, %v", last, err)
	}
}

// TestForm holds the stored bytes of version 1 fast: journals written years ago must still open.
func TestForm(t *testing.T) {
	want := `{"hash":"HASH","entry":` +
		`{"v":1,"seq":1,"at":"2026-06-02T04:00:00Z","by":0,"events":[{"type":"founded","data":{"name":"金昌 <社区> & 村"}}],` +
		`"prev":""}}`
	raw := sealed(t)[0]
	e, err := Open(raw)
	if err != nil || e.Hash != "b17c4bc3b563642a39f81da020f5371f4f3d574b83c25660842ab60a9568ac04" {
		t.Errorf("hash %s, %v", e.Hash, err)
	}
	if got := strings.Replace(string(raw), e.Hash, "HASH", 1); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if !json.Valid(raw) || bytes.ContainsRune(raw, '\n') {
		t.Error("an entry is one line of JSON")
	}
}

// TestEveryByteCounts changes each byte of each entry to every other value.
func TestEveryByteCounts(t *testing.T) {
	var head Head
	for _, raw := range sealed(t) {
		for i := range raw {
			bad := bytes.Clone(raw)
			for bad[i]++; bad[i] != raw[i]; bad[i]++ {
				if _, _, err := Verify(head, bad); !errors.Is(err, ErrBroken) || !errors.Is(err, ErrAltered) {
					t.Fatalf("%q for %q at %d was not noticed: %v", bad[i], raw[i], i, err)
				}
			}
		}
		head, _, _ = Verify(head, raw)
	}
}

// TestEveryCutAndEveryAdditionCounts takes each byte out, puts one in before it, and cuts there.
func TestEveryCutAndEveryAdditionCounts(t *testing.T) {
	for _, raw := range sealed(t) {
		for i := range len(raw) + 1 {
			bad := [][]byte{slices.Insert(bytes.Clone(raw), i, ' '), slices.Insert(bytes.Clone(raw), i, '0')}
			if i < len(raw) {
				bad = append(bad, slices.Delete(bytes.Clone(raw), i, i+1), raw[:i], raw[i+1:])
			}
			for _, b := range bad {
				if e, err := Open(b); !errors.Is(err, ErrAltered) || e.Hash != "" {
					t.Fatalf("%s was not noticed: %v", b, err)
				}
			}
		}
	}
}

func TestVerifyNamesTheFault(t *testing.T) {
	raws := sealed(t)
	head, _, _ := walk(raws[:1])
	_, other, err := Seal(head, time.Time{}, 9, "", nil)
	if err != nil {
		t.Fatal(err)
	}
	_, otherFirst, err := Seal(Head{}, time.Time{}, 9, "", nil)
	if err != nil {
		t.Fatal(err)
	}
	a, b, c, d := raws[0], raws[1], raws[2], raws[3]
	for name, x := range map[string]struct {
		raws [][]byte
		at   uint64
		want error
		text string
	}{
		"begins late": {[][]byte{b, c, d}, 1, ErrGap,
			"entry 1: the book is broken: number does not follow: found 2"},
		"one removed": {[][]byte{a, c, d}, 2, ErrGap,
			"entry 2: the book is broken: number does not follow: found 3"},
		"one doubled":     {[][]byte{a, b, b, c, d}, 3, ErrGap, "found 2"},
		"two in disorder": {[][]byte{a, c, b, d}, 2, ErrGap, "found 3"},
		"one put in":      {[][]byte{a, other, b, c, d}, 3, ErrGap, "found 2"},
		"one replaced": {[][]byte{a, other, c, d}, 3, ErrPrev,
			"entry 3: the book is broken: was sealed after another entry"},
		"another's first": {[][]byte{otherFirst, b, c, d}, 2, ErrPrev, "entry 2"},
		"one torn": {[][]byte{a, b[:40], c, d}, 2, ErrAltered,
			"entry 2: the book is broken: altered: not an entry of a book"},
		"one empty": {[][]byte{a, nil, c, d}, 2, ErrAltered, "entry 2"},
		"one hash of one's own": {[][]byte{a, bytes.Replace(b, []byte("六年"), []byte("七年"), 1), c}, 2, ErrAltered,
			"its hash is another"},
	} {
		_, at, err := walk(x.raws)
		if at != x.at || !errors.Is(err, ErrBroken) || !errors.Is(err, x.want) || !strings.Contains(err.Error(), x.text) {
			t.Errorf("%s: got entry %d, %v, want entry %d, %v", name, at, err, x.at, x.text)
		}
	}
}

// TestCutTailNeedsAHead shows what the chain alone does not tell, as the package says.
func TestCutTailNeedsAHead(t *testing.T) {
	raws := sealed(t)
	kept, _, _ := walk(raws)
	head, _, err := walk(raws[:3])
	if err != nil || head == kept {
		t.Errorf("a journal cut short holds and has another head: %v, %v", head, err)
	}
}

// TestOneFormOnly: a hash that fits does not make an entry of what Seal would not write.
func TestOneFormOnly(t *testing.T) {
	prev := strings.Repeat("0a", 32)
	for name, x := range map[string]struct {
		body string
		want error
	}{
		"as written":      {`{"v":1,"seq":2,"at":"2026-06-02T04:00:00Z","by":7,"prev":"` + prev + `"}`, nil},
		"a newer program": {`{"v":2,"entries":[]}`, ErrVersion},
		"no version":      {`{"seq":2}`, ErrVersion},
		"not JSON":        {`{"v":1`, ErrAltered},
		"not UTF-8":       {"{\"v\":1,\"cause\":\"\xff\"}", ErrAltered},
		"a blank":         {`{"v":1, "seq":2,"at":"2026-06-02T04:00:00Z","by":7,"prev":"` + prev + `"}`, ErrAltered},
		"a key twice": {`{"v":1,"seq":2,"at":"2026-06-02T04:00:00Z","by":8,"by":7,"prev":"` + prev + `"}`,
			ErrAltered},
		"a key in capitals": {`{"v":1,"seq":2,"at":"2026-06-02T04:00:00Z","By":7,"prev":"` + prev + `"}`, ErrAltered},
		"a strange key":     {`{"v":1,"seq":2,"at":"2026-06-02T04:00:00Z","by":7,"prev":"` + prev + `","x":1}`, ErrAltered},
		"a place's time":    {`{"v":1,"seq":2,"at":"2026-06-02T12:00:00+08:00","by":7,"prev":"` + prev + `"}`, ErrAltered},
		"no number":         {`{"v":1,"seq":0,"at":"2026-06-02T04:00:00Z","by":7,"prev":""}`, ErrAltered},
		"nobody":            {`{"v":1,"seq":2,"at":"2026-06-02T04:00:00Z","by":-1,"prev":"` + prev + `"}`, ErrAltered},
		"no prev":           {`{"v":1,"seq":2,"at":"2026-06-02T04:00:00Z","by":7,"prev":""}`, ErrAltered},
		"a first with prev": {`{"v":1,"seq":1,"at":"2026-06-02T04:00:00Z","by":7,"prev":"` + prev + `"}`, ErrAltered},
		"prev in capitals": {`{"v":1,"seq":2,"at":"2026-06-02T04:00:00Z","by":7,"prev":"` + strings.ToUpper(prev) + `"}`,
			ErrAltered},
		"an event of no type": {`{"v":1,"seq":2,"at":"2026-06-02T04:00:00Z","by":7,"events":[{"type":""}],"prev":"` + prev +
			`"}`, ErrAltered},
	} {
		_, err := Open(wrap(hashOf([]byte(x.body)), []byte(x.body)))
		if !errors.Is(err, x.want) || errors.Is(err, ErrBroken) != errors.Is(x.want, ErrAltered) {
			t.Errorf("%s: got %v, want %v", name, err, x.want)
		}
	}
}

func TestSealRefuses(t *testing.T) {
	good := Head{Seq: 1, Hash: strings.Repeat("0", hashLen)}
	for name, x := range map[string]struct {
		prev  Head
		at    time.Time
		by    int
		cause string
		event Event
	}{
		"data that is no JSON":  {prev: good, event: Event{"raised", json.RawMessage(`{`)}},
		"data that is no UTF-8": {prev: good, event: Event{"raised", json.RawMessage("\"\xff\"")}},
		"data nested too deep": {prev: good,
			event: Event{"raised", json.RawMessage(strings.Repeat("[", 9999) + strings.Repeat("]", 9999))}},
		"a type that is no UTF-8":  {prev: good, event: Event{"\xff", nil}},
		"a cause that is no UTF-8": {prev: good, cause: "\xff", event: Event{"raised", nil}},
		"a type with a quote":      {prev: good, event: Event{`"`, nil}},
		"a cause with a backslash": {prev: good, cause: `a\b`, event: Event{"raised", nil}},
		"no type":                  {prev: good, event: Event{}},
		"nobody":                   {prev: good, by: -1, event: Event{"raised", nil}},
		"a head without a hash":    {prev: Head{Seq: 1}, event: Event{"raised", nil}},
		"a hash without a number":  {prev: Head{Hash: good.Hash}, event: Event{"raised", nil}},
		"a hash that is none":      {prev: Head{1, "abc"}, event: Event{"raised", nil}},
		"the last number":          {prev: Head{math.MaxUint64, good.Hash}, event: Event{"raised", nil}},
		"a year not to be written": {prev: good, at: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC),
			event: Event{"raised", nil}},
	} {
		e, raw, err := Seal(x.prev, x.at, x.by, x.cause, []Event{x.event})
		if err == nil || errors.Is(err, ErrBroken) || raw != nil || e.Seq != 0 {
			t.Errorf("%s: got %s, %v", name, raw, err)
		}
	}
}

// TestSealedOpens: what is sealed is read as it was sealed, and sealed again gives the same bytes, for any events.
func TestSealedOpens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var head Head
		var raws [][]byte
		for range rapid.IntRange(1, 5).Draw(t, "entries") {
			at := time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "at"), rapid.Int64Range(0, 999_999_999).Draw(t, "ns"))
			by, cause := rapid.IntMin(0).Draw(t, "by"), rapid.StringMatching(`(tg:[0-9]+)?`).Draw(t, "cause")
			e, raw, err := Seal(head, at, by, cause, rapid.SliceOf(rapid.Custom(drawEvent)).Draw(t, "events"))
			if err != nil {
				t.Fatal(err)
			}
			_, again, err := Seal(head, e.At, e.By, e.Cause, e.Events)
			if err != nil || !bytes.Equal(again, raw) || !e.At.Equal(at) || e.By != by || e.Cause != cause {
				t.Fatalf("sealed %s\nagain  %s, %v", raw, again, err)
			}
			head = e.Head()
			raws = append(raws, raw)
		}
		if end, _, err := walk(raws); err != nil || end != head {
			t.Fatalf("got %v, %v, want %v", end, err, head)
		}
	})
}

func drawEvent(t *rapid.T) Event {
	e := Event{Type: rapid.StringMatching(`[a-z]+(\.[a-z_]+)?|议题`).Draw(t, "type")}
	if rapid.Bool().Draw(t, "bare") {
		return e
	}
	data, err := json.MarshalIndent(rapid.MapOf(rapid.String(), rapid.Float64Range(-1e20, 1e20)).Draw(t, "data"), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	e.Data = data
	return e
}

// FuzzOpen gives Open any bytes, and any body under a hash that fits. What it takes, Seal would have written.
func FuzzOpen(f *testing.F) {
	for _, raw := range sealed(f) {
		f.Add(raw)
		_, text, _ := unwrap(raw)
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, raw := range [][]byte{data, wrap(hashOf(data), data)} {
			e, err := Open(raw)
			if err != nil {
				if !errors.Is(err, ErrBroken) && !errors.Is(err, ErrVersion) {
					t.Fatal(err)
				}
				continue
			}
			_, again, err := Seal(Head{e.Seq - 1, e.Prev}, e.At, e.By, e.Cause, e.Events)
			if err != nil || !bytes.Equal(again, raw) {
				t.Fatalf("opened %s\nsealed %s, %v", raw, again, err)
			}
		}
	})
}
