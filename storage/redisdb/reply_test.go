package redisdb

import (
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"echowall/storage"
	"echowall/storage/redisdb/redistest"
)

func TestAReplyOfAnotherFormIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		raw  any
		read func(*reply)
	}{
		"no list":                 {"text", func(*reply) {}},
		"nothing":                 {nil, func(*reply) {}},
		"text that is missing":    {[]any{}, func(r *reply) { r.text(0) }},
		"text that is a number":   {[]any{int64(1)}, func(r *reply) { r.text(0) }},
		"text that is nil":        {[]any{nil}, func(r *reply) { r.text(0) }},
		"a number that is text":   {[]any{"one"}, func(r *reply) { r.number(0) }},
		"a number below nought":   {[]any{"-1"}, func(r *reply) { r.number(0) }},
		"a number with a point":   {[]any{"1.5"}, func(r *reply) { r.number(0) }},
		"a number too large":      {[]any{"18446744073709551616"}, func(r *reply) { r.number(0) }},
		"a number that is empty":  {[]any{""}, func(r *reply) { r.number(0) }},
		"a number that is a list": {[]any{[]any{}}, func(r *reply) { r.number(0) }},
		"a list that is text":     {[]any{"a"}, func(r *reply) { r.list(0) }},
		"a list that is missing":  {[]any{"a"}, func(r *reply) { r.list(1) }},
		"a value that is a list":  {[]any{[]any{}}, func(r *reply) { r.values(r.items) }},
		"a value that is a count": {[]any{"a", int64(1)}, func(r *reply) { r.values(r.items) }},
		"texts, one of them nil":  {[]any{"a", nil}, func(r *reply) { r.texts(r.items) }},
	} {
		r := newReply(c.raw)
		c.read(r)
		if !errors.Is(r.err, errReply) {
			t.Errorf("%s: %v", name, r.err)
		}
	}
}

func TestAReplyKeepsTheFirstThatIsWrong(t *testing.T) {
	r := newReply([]any{int64(7), "a"})
	if got := r.text(0); got != "" {
		t.Errorf("it reads %q", got)
	}
	first := r.err
	if r.number(1); r.err != first { //nolint:errorlint // the very same
		t.Errorf("%v became %v", first, r.err)
	}
	if got := r.text(1); got != "a" {
		t.Errorf("what is right reads %q", got)
	}
}

func TestAReplyReadsWhatIsRight(t *testing.T) {
	r := newReply([]any{"a", int64(7), "18446744073709551615", []any{"x", nil, ""}})
	values := r.values(r.list(3))
	if r.text(0) != "a" || r.number(1) != 7 || r.number(2) != math.MaxUint64 || r.at(9) != nil || r.err != nil {
		t.Errorf("%+v", r)
	}
	if string(values[0]) != "x" || values[1] != nil || values[2] == nil {
		t.Errorf("values are %q: what is missing is nil, and what is empty is not", values)
	}
}

func TestAHeadReadsAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := head{rapid.Uint64().Draw(t, "revision"), rapid.StringOf(rapid.RuneFrom([]rune("a:1\x00村"))).Draw(t, "view")}
		if got, err := parseHead(want.String()); err != nil || got != want {
			t.Fatalf("%+v reads %+v: %v", want, got, err)
		}
	})
	for _, spoiled := range []string{"", "1", ":", "x:card", "-1:card", " 1:card", "18446744073709551616:"} {
		if got, err := parseHead(spoiled); !errors.Is(err, storage.ErrDamaged) {
			t.Errorf("%q reads %+v, %v", spoiled, got, err)
		}
	}
}

func TestAScoreIsAWholeNumberOfMilliseconds(t *testing.T) {
	for text, want := range map[string]int64{
		"0": 0, "-0": 0, "1e3": 1000, "-9007199254740992": -maxMillis, "9007199254740992": maxMillis,
		"1.7e12": 1_700_000_000_000,
	} {
		if got, err := parseScore(text); err != nil || got != want {
			t.Errorf("%s reads %d: %v", text, got, err)
		}
	}
	for _, spoiled := range []string{"", "x", "0.5", "inf", "-inf", "nan", "9007199254740994", "1e300"} {
		if got, err := parseScore(spoiled); !errors.Is(err, storage.ErrDamaged) {
			t.Errorf("%q reads %d, %v", spoiled, got, err)
		}
	}
}

func TestAKeyOfACommunityTellsWhoseItIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id := storage.ID(rapid.StringOfN(rapid.RuneFrom([]rune("a:{}c村\x00*?[")), 1, 10, -1).Draw(t, "community"))
		k := newKeyspace(rapid.SampledFrom([]string{"main", "Bot_2"}).Draw(t, "bot"))
		for i, part := range parts() {
			key := k.home(id)[i]
			got, gotPart, partition, ok := k.parse(key)
			if !ok || got != id || gotPart != part || partition != partitionOf(id) {
				t.Fatalf("%q is of %q, %s, partition %d: %t", key, got, gotPart, partition, ok)
			}
			if _, _, _, ok := newKeyspace("other").parse(key); ok {
				t.Fatalf("%q is taken for another bot's", key)
			}
		}
		shared := k.home(id)[len(parts()):]
		for _, key := range append(shared, k.format(), k.lease(), k.value(storage.Chats, "{p001}:c:a:meta")) {
			if got, _, _, ok := k.parse(key); ok {
				t.Fatalf("%q is taken for a key of %q", key, got)
			}
		}
	})
}

func TestAllKeysOfACommunityShareASlot(t *testing.T) {
	k := newKeyspace("main")
	for _, id := range []storage.ID{"a", "{x}", "}", "村", "a}{p999}"} {
		tag := ""
		for _, key := range k.home(id) {
			_, rest, _ := strings.Cut(key, "{")
			got, _, closed := strings.Cut(rest, "}")
			if !closed || got == "" || tag != "" && got != tag {
				t.Errorf("%q: %q is hashed by %q, others by %q", id, key, got, tag)
			}
			tag = got
		}
	}
}

// member is how the index names a wake-up, as commit.lua writes it.
func member(id, thing string) string { return strconv.Itoa(len(id)) + ":" + id + thing }

func TestAWakeUpInTheIndexTellsWhoseItIs(t *testing.T) {
	name := rapid.StringOf(rapid.RuneFrom([]rune("a:1村")))
	rapid.Check(t, func(t *rapid.T) {
		id, thing := name.Draw(t, "community"), name.Draw(t, "thing")
		gotID, gotThing, err := parseDue(member(id, thing))
		if err != nil || string(gotID) != id || gotThing != thing {
			t.Fatalf("%q of %q reads %q of %q: %v", thing, id, gotThing, gotID, err)
		}
	})
	for _, spoiled := range []string{"", "a", ":a", "x:a", "-1:a", "2:a", "99999999999999999999:a"} {
		if id, thing, err := parseDue(spoiled); !errors.Is(err, storage.ErrDamaged) {
			t.Errorf("%q reads %q of %q, %v", spoiled, thing, id, err)
		}
	}
}

func TestAKeySetHoldsEachOnceInTheOrderInWhichTheyCame(t *testing.T) {
	key := rapid.Map(rapid.SampledFrom([]string{"", "a", "b", "c", "d", "e"}),
		func(s string) storage.Key { return storage.Key(s) })
	rapid.Check(t, func(t *rapid.T) {
		var set keySet
		var want []storage.Key
		for range rapid.IntRange(0, 4).Draw(t, "times") {
			limit, keys := rapid.IntRange(0, 5).Draw(t, "limit"), rapid.SliceOf(key).Draw(t, "keys")
			set.add(limit, keys...)
			for _, k := range keys {
				if len(want) < limit && !slices.Contains(want, k) {
					want = append(want, k)
				}
			}
		}
		if !slices.Equal(set.all, want) {
			t.Fatalf("got %q, want %q", set.all, want)
		}
	})
}

// TestAFrontIsTheBeginningOfAll cuts sorted lists as the partitions do, and asks that what is merged of them is how all
// of them together begin, and that it says so when there may be more.
func TestAFrontIsTheBeginningOfAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 4).Draw(t, "n")
		lists := rapid.SliceOfN(rapid.SliceOfN(rapid.IntRange(0, 30), 0, 8), 0, 5).Draw(t, "lists")
		var all []int
		cut := make([][]int, len(lists))
		for i, list := range lists {
			slices.Sort(list)
			lists[i] = slices.Compact(list)
			all = append(all, lists[i]...)
			cut[i] = lists[i][:min(n, len(lists[i]))]
		}
		slices.Sort(all)
		got, more := front(cut, n, func(a, b int) int { return a - b })
		if len(got) > len(all) || !slices.Equal(got, all[:len(got)]) {
			t.Fatalf("of %v the front is %v", all, got)
		}
		if !more && len(got) != len(all) || more && len(got) == 0 {
			t.Fatalf("of %v the front is %v, and there may be more: %t", all, got, more)
		}
	})
}

func TestAPortionOfEachPartitionIsEnoughAndNotAll(t *testing.T) {
	for n, want := range map[int]int{0: 0, 1: 1, 8: 8, 9: 8, 64: 9, 100: 9, 1000: 23, 1 << 20: 16392} {
		if got := portion(n); got != want {
			t.Errorf("of %d each is asked for %d, want %d", n, got, want)
		}
	}
}

func TestANameIsAsLongAsInAFileAndNoLonger(t *testing.T) {
	s, at := opened(t, redistest.Start(t).URL("")), time.Unix(1000, 0)
	update := func(call func(tx storage.Tx, name string) error) func(string) error {
		return func(name string) error {
			return s.Update(t.Context(), "a", func(tx storage.Tx) error { return call(tx, name) })
		}
	}
	for what, c := range map[string]struct {
		call  func(name string) error
		empty bool // whether it may be empty
	}{
		"community": {func(name string) error {
			return s.Update(t.Context(), storage.ID(name), func(tx storage.Tx) error { return tx.Put("k", nil) })
		}, false},
		"erased": {func(name string) error { return s.Erase(t.Context(), storage.ID(name)) }, false},
		"record": {update(func(tx storage.Tx, name string) error { return tx.Put(storage.Key(name), nil) }), false},
		"thing":  {update(func(tx storage.Tx, name string) error { return tx.Wake(name, at) }), false},
		"update": {update(func(tx storage.Tx, name string) error { _, err := tx.Once(name, at); return err }), false},
		"view": {update(func(tx storage.Tx, name string) error {
			_,
				err := tx.Send(storage.Letter{View: name})
			return err
		}), true},
		"key":    {func(name string) error { return s.Assign(t.Context(), storage.Bot, name, "v") }, true},
		"value":  {func(name string) error { return s.Assign(t.Context(), storage.Bot, "k", name) }, true},
		"member": {func(name string) error { return s.Include(t.Context(), storage.Bot, "k", name) }, true},
		"set":    {func(name string) error { return s.Exclude(t.Context(), storage.Bot, name, "m") }, true},
		"claim":  {func(name string) error { _, err := s.Claim(t.Context(), storage.Chats, name, "v"); return err }, true},
	} {
		if err := c.call(strings.Repeat("n", maxName)); err != nil {
			t.Errorf("%s: the longest name: %v", what, err)
		}
		if err := c.call(strings.Repeat("n", maxName+1)); err == nil || !strings.Contains(err.Error(), "8193 bytes") {
			t.Errorf("%s: a longer name: %v", what, err)
		}
		if err := c.call(""); (err == nil) != c.empty {
			t.Errorf("%s: an empty name: %v", what, err)
		}
	}
	if err := s.Assign(t.Context(), "a:b", "k", "v"); err == nil || !strings.Contains(err.Error(), "colon") {
		t.Errorf("a space with a colon: %v", err)
	}
}

func TestATimeBeyondWhatAScoreHoldsIsRefusedAndKeepsNothing(t *testing.T) {
	s := opened(t, redistest.Start(t).URL(""))
	for _, at := range []time.Time{
		time.Date(100_000, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(-10_000, 1, 1, 0, 0, 0, 0, time.UTC),
		time.Unix(math.MaxInt64/2, 0),
	} {
		err := s.Update(t.Context(), "a",
			func(tx storage.Tx) error { return errors.Join(tx.Put("k", nil), tx.Wake("thing", at)) })
		if err == nil || !strings.Contains(err.Error(), "out of range") {
			t.Errorf("%v: %v", at, err)
		}
	}
	if ids, err := s.Communities(t.Context(), "", 1); len(ids) != 0 || err != nil {
		t.Errorf("communities are %q, %v", ids, err)
	}
}
