package layout

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"echowall/storage"
)

func TestKeys(t *testing.T) {
	k := New("main")
	home := k.Home("village")
	if want := "ew:main:{p170}:c:village:meta"; home[0] != want {
		t.Errorf("got %s, want %s: a community never changes its partition", home[0], want)
	}
	tag := home[0][:strings.Index(home[0], "}")]
	for _, key := range append(k.Home("{x}"), home...) {
		if strings.Count(key[:len(tag)], "{") != 1 {
			t.Errorf("%s begins without a tag", key)
		}
	}
	if !slices.ContainsFunc(home, func(key string) bool { return strings.HasPrefix(key, tag) }) {
		t.Errorf("the keys of one community lie apart: %v", home)
	}
	id, part, partition, ok := k.Parse(k.Home("a:meta:{}")[3])
	if id != "a:meta:{}" || part != "journal" || partition != PartitionOf("a:meta:{}") || !ok {
		t.Errorf("parsed %q, %s, %d, %t", id, part, partition, ok)
	}
	if _, _, _, ok := k.Parse(k.Due(3)); ok {
		t.Error("an index is taken for a key of a community")
	}
}

func TestAKeyOfACommunityTellsWhoseItIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id := storage.ID(rapid.StringOfN(rapid.RuneFrom([]rune("a:{}c村\x00*?[")), 1, 10, -1).Draw(t, "community"))
		k := New(rapid.SampledFrom([]string{"main", "Bot_2"}).Draw(t, "bot"))
		for i, part := range Parts() {
			key := k.Home(id)[i]
			got, gotPart, partition, ok := k.Parse(key)
			if !ok || got != id || gotPart != part || partition != PartitionOf(id) {
				t.Fatalf("%q is of %q, %s, partition %d: %t", key, got, gotPart, partition, ok)
			}
			if _, _, _, ok := New("other").Parse(key); ok {
				t.Fatalf("%q is taken for another bot's", key)
			}
		}
		shared := k.Home(id)[len(Parts()):]
		for _, key := range append(shared, k.Format(), k.Lease(), k.Value(storage.Chats, "{p001}:c:a:meta")) {
			if got, _, _, ok := k.Parse(key); ok {
				t.Fatalf("%q is taken for a key of %q", key, got)
			}
		}
	})
}

func TestAllKeysOfACommunityShareASlot(t *testing.T) {
	k := New("main")
	for _, id := range []storage.ID{"a", "{x}", "}", "村", "a}{p999}"} {
		tag := ""
		for _, key := range k.Home(id) {
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
		gotID, gotThing, err := ParseDue(member(id, thing))
		if err != nil || string(gotID) != id || gotThing != thing {
			t.Fatalf("%q of %q reads %q of %q: %v", thing, id, gotThing, gotID, err)
		}
	})
	for _, spoiled := range []string{"", "a", ":a", "x:a", "-1:a", "2:a", "99999999999999999999:a"} {
		if id, thing, err := ParseDue(spoiled); !errors.Is(err, storage.ErrDamaged) {
			t.Errorf("%q reads %q of %q, %v", spoiled, thing, id, err)
		}
	}
}
