package archive_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"echowall/storage"
	"echowall/storage/archive"
	"echowall/storage/storagetest/flaky"
)

// Whatever a store holds, an archive brings it back.
func TestRoundTrip(t *testing.T) {
	from, to := open(t), open(t)
	rapid.Check(t, func(rt *rapid.T) {
		emptied(rt, from)
		emptied(rt, to)
		for range rapid.IntRange(0, 4).Draw(rt, "updates") {
			drawUpdate(rt, from)
		}
		for range rapid.IntRange(0, 5).Draw(rt, "entries") {
			drawEntry(rt, from)
		}
		want := read(rt, from)
		sum := restore(rt, to, write(rt, from), archive.Options{})
		same(rt, "content", want, read(rt, to))
		same(rt, "summary", count(want), sum)
	})
}

// emptied makes a store as if it were new.
func emptied(t rapid.TB, s storage.Store) {
	t.Helper()
	ctx, all := context.Background(), read(t, s)
	for id := range all.Communities {
		if err := s.Erase(ctx, id); err != nil {
			t.Fatal(err)
		}
	}
	for space, entries := range all.Directory {
		for _, e := range entries {
			err := s.Exclude(ctx, space, e.Key, e.Value)
			if !e.Member {
				err = s.Assign(ctx, space, e.Key, "")
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
}

// count is the summary of what a store holds.
func count(c content) archive.Summary {
	sum := archive.Summary{About: about(), Communities: len(c.Communities)}
	for _, x := range c.Communities {
		sum.Records += len(x.Records)
		sum.Entries += len(x.Journal)
		sum.Messages += len(x.Outbox)
		sum.Wakes += len(x.Wakes)
	}
	for _, entries := range c.Directory {
		sum.Directory += len(entries)
	}
	return sum
}

// name draws names that are not all UTF-8 and not all alike.
func name() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.SampledFrom([]string{"a", "a:b", "村", "\x00", "\xff", "<&>\u2028", `{"base64":"eA=="}`, "\ufffd",
			"\xed\xa0\x80"}),
		rapid.StringN(1, 8, 32))
}

func value() *rapid.Generator[[]byte] { return rapid.SliceOfN(rapid.Byte(), 0, 40) }

// moment draws times from long before to long after any calendar, as far as stores keep them.
func moment() *rapid.Generator[time.Time] {
	return rapid.Custom(func(rt *rapid.T) time.Time {
		return time.Unix(rapid.Int64Range(-1<<40, 1<<40).Draw(rt, "seconds"),
			rapid.Int64Range(0, 999_999_999).Draw(rt, "nanoseconds")).UTC()
	})
}

func drawUpdate(rt *rapid.T, s storage.Store) {
	type op struct {
		call, name string
		value      []byte
		at         time.Time
	}
	ops := rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) op {
		return op{
			rapid.SampledFrom([]string{"put", "delete", "append", "news", "view", "sent", "wake", "once"}).Draw(rt, "call"),
			name().Draw(rt, "name"), value().Draw(rt, "value"), moment().Draw(rt, "at"),
		}
	}), 0, 12).Draw(rt, "ops")
	id := storage.ID(name().Draw(rt, "community"))
	update(rt, s, id, func(tx storage.Tx) (err error) {
		for _, o := range ops {
			switch o.call {
			case "put":
				err = errors.Join(err, tx.Put(storage.Key(o.name), o.value))
			case "delete":
				err = errors.Join(err, tx.Delete(storage.Key(o.name)))
			case "append":
				_, failed := tx.Append(o.value)
				err = errors.Join(err, failed)
			case "news":
				_, failed := tx.Send(storage.Message{Body: o.value})
				err = errors.Join(err, failed)
			case "view":
				_, failed := tx.Send(storage.Message{View: o.name, Body: o.value})
				err = errors.Join(err, failed)
			case "sent":
				_, failed := tx.Sent(1, 0)
				err = errors.Join(err, failed)
			case "wake":
				err = errors.Join(err, tx.Wake(o.name, o.at))
			default:
				_, failed := tx.Once(o.name, o.at)
				err = errors.Join(err, failed)
			}
		}
		return err
	})
}

func drawEntry(rt *rapid.T, s storage.Store) {
	space := rapid.SampledFrom(storage.Spaces()).Draw(rt, "space")
	put := rapid.SampledFrom([]func(context.Context, storage.Space, string, string) error{s.Assign, s.Include}).Draw(rt,
		"put")
	if err := put(context.Background(), space, name().Draw(rt, "key"), name().Draw(rt, "value")); err != nil {
		rt.Fatal(err)
	}
}

// A community too large for one commit comes back in order, also from a store that runs everything twice into one
// that does.
func TestLarge(t *testing.T) {
	from, to := flaky.New(open(t)), flaky.New(open(t))
	const n = 12_000
	update(t, from, "large", func(tx storage.Tx) (err error) {
		for i := range n {
			_, errAppend := tx.Append(fmt.Append(nil, "entry ", i))
			_, errSend := tx.Send(storage.Message{Body: fmt.Append(nil, "letter ", i)})
			err = errors.Join(err, errAppend, errSend, tx.Put(storage.Key(fmt.Sprintf("k%06d", i)), fmt.Append(nil, i)))
		}
		return err
	})
	update(t, from, "heavy", func(tx storage.Tx) (err error) {
		for i := range 3 {
			err = errors.Join(err, tx.Put(storage.Key(fmt.Sprint(i)), bytes.Repeat([]byte{0xff, byte(i)}, 1<<20)))
		}
		return err
	})
	from.Conflict(math.MaxInt)
	to.Conflict(math.MaxInt)
	sum := restore(t, to, write(t, from), archive.Options{})
	if !reflect.DeepEqual(read(t, from), read(t, to)) { // a diff of so much would take minutes
		t.Error("it is not the same")
	}
	same(t, "entries", n, sum.Entries)
}

// Anybody reads an archive with tar, and proves it with sha256sum.
func TestReadable(t *testing.T) {
	for _, tool := range []string{"tar", "gzip", "sha256sum"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip(err)
		}
	}
	s, folder := open(t), t.TempDir()
	village(t, s)
	file := filepath.Join(folder, "village.echowall")
	if err := os.WriteFile(file, write(t, s), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, command := range [][]string{{"tar", "xf", file}, {"sha256sum", "-c", "--strict", "SHA256SUMS"}} {
		run := exec.CommandContext(t.Context(), command[0], command[1:]...)
		run.Dir = folder
		if out, err := run.CombinedOutput(); err != nil {
			t.Fatalf("%v: %v\n%s", command, err, out)
		}
	}
	for name, want := range map[string]string{
		"backup.json": `{"format":"echowall backup","version":2,"at":"2026-06-01T03:00:00Z","program":"echowall test"}
`,
		"communities/willow.jsonl": `{"kind":"community","key":"willow"}
{"kind":"record","key":"case:1","value":"{\"v\":1,\"d\":{\"title\":\"路灯\"}}"}
{"kind":"record","key":"raw","value":{"base64":"/wA="}}
{"kind":"entry","value":"{\"events\":[]}"}
{"kind":"letter","key":"wall","value":"the wall"}
{"kind":"letter","value":"news"}
{"kind":"wake","key":"case:1","at":1780909200,"nano":1}
`,
		"directory.jsonl": `{"kind":"value","space":"chat","key":"-100","value":"willow"}
{"kind":"member","space":"user","key":"40","value":"willow"}
`,
	} {
		got, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		same(t, name, strings.Split(want, "\n"), strings.Split(string(got), "\n"))
	}
}

// An archive of the first format brings back what one of this format does.
func TestFirstFormat(t *testing.T) {
	file, err := os.ReadFile("testdata/first-format.echowall")
	if err != nil {
		t.Fatal(err)
	}
	from, to := open(t), open(t)
	village(t, from)
	sum := restore(t, to, file, archive.Options{})
	same(t, "content", read(t, from), read(t, to))
	same(t, "summary", count(read(t, from)), sum)
}

// What could not be read back is not written.
func TestRecordTooLarge(t *testing.T) {
	s := open(t)
	update(t, s, "heavy", func(tx storage.Tx) error { return tx.Put("k", bytes.Repeat([]byte{0xff}, 13<<20)) })
	err := archive.Write(t.Context(), io.Discard, s, about())
	if err == nil || !strings.Contains(err.Error(), "expected at most") {
		t.Errorf("got %v, want that a line is too long", err)
	}
}
