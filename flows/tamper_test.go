package flows_test

import (
	"context"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"echowall/flows"
	"echowall/flows/ballot"
	"echowall/flows/community"
	"echowall/flows/journal"
	"echowall/flows/life"
	"echowall/flows/record"
	"echowall/storage"
	"echowall/storage/boltdb"
)

// remade is the village's book written anew in another store, as somebody can who may write to the store: its entries
// as change leaves them, each sealed after the one before, and the records folded from them. What lies outside the book
// is as it was.
func (v *village) remade(change func(book []journal.Entry) []journal.Entry) storage.Store {
	v.t.Helper()
	made, err := boltdb.Open(filepath.Join(v.t.TempDir(), "remade.db"), boltdb.Options{NoSync: true})
	v.must(err)
	v.t.Cleanup(func() { _ = made.Close() })
	s := community.NewState(
		record.NewCache(func(_ string, raw []byte, x any) error { return json.Unmarshal(raw, x) }),
		v.methods,
	)
	s.FillRange("")
	var head journal.Head
	var raws [][]byte
	for _, e := range change(v.book()) {
		for _, x := range e.Events {
			event, err := community.DecodeEvent(x.Type, x.Data)
			v.must(err)
			life.Apply(s, event, life.Meta{At: e.At, By: e.By})
		}
		sealed, raw, err := journal.Seal(head, e.At, e.By, e.Cause, e.Events)
		v.must(err)
		head, raws = sealed.Head(), append(raws, raw)
	}
	v.must(made.Update(context.Background(), v.id, func(tx storage.Tx) error { return v.rewrite(tx, s, head, raws) }))
	return made
}

// book is the village's book, opened.
func (v *village) book() (all []journal.Entry) {
	v.t.Helper()
	for _, kept := range v.entries() {
		e, err := journal.Open(kept.Data)
		v.must(err)
		all = append(all, e)
	}
	return all
}

// rewrite puts a book and its records into a store.
func (v *village) rewrite(tx storage.Tx, s *life.State, head journal.Head, raws [][]byte) error {
	put := func(key string, x any) error {
		kind, _, _ := strings.Cut(strings.TrimPrefix(key, "x:"), ":")
		raw, err := storage.Schema{Kind: kind}.Encode(x)
		if err != nil {
			return err
		}
		return tx.Put(storage.Key(key), raw)
	}
	for _, raw := range raws {
		if _, err := tx.Append(raw); err != nil {
			return err
		}
	}
	for key, text := range v.records() {
		if strings.HasPrefix(key, "x:") {
			if err := tx.Put(storage.Key(key), []byte(text)); err != nil {
				return err
			}
		}
	}
	for _, c := range s.Changed() {
		if strings.HasPrefix(c.Key, "x:") || c.Value == nil {
			continue
		}
		if err := put(c.Key, c.Value); err != nil {
			return err
		}
	}
	return put("x:journal", head)
}

// found is what verify says of the village's book in a store.
func (v *village) verified(store storage.Store) string {
	v.t.Helper()
	if _, err := flows.Verify(context.Background(), store, v.methods, v.id); err != nil {
		return err.Error()
	}
	return "ok"
}

// TestAnAccountPointedToAnotherPersonIsNamed gives a number to another account, in each way that the records allow.
func TestAnAccountPointedToAnotherPersonIsNamed(t *testing.T) {
	profile := func(v *village, of int, from, to string) {
		key := record.ProfileKey(of)
		v.keep(key, strings.Replace(v.kept(key), from, to, 1))
	}
	key := "x:user:" + itoa(wang.ID)
	for name, tt := range map[string]struct {
		tamper func(v *village)
		want   string
	}{
		"the id leads to the secretary": {func(v *village) {
			v.keep(key, v.kept("x:user:"+itoa(chen.ID)))
		}, "who has another"},
		"the secretary is somebody else": {func(v *village) {
			profile(v, v.known(chen), itoa(chen.ID), "1234567")
			v.keep("x:user:1234567", v.kept("x:user:"+itoa(chen.ID)))
			v.drop("x:user:" + itoa(chen.ID))
		}, "another account"},
		"the account is gone": {func(v *village) {
			v.drop(record.ProfileKey(v.known(wang)))
			v.drop(key)
		}, "does not say that they were erased"},
		"who was erased is back": {func(v *village) {
			n := v.known(wang)
			was, account := v.kept(record.ProfileKey(n)), v.kept(key)
			v.press(wang, "erase", alone)
			v.keep(record.ProfileKey(n), was)
			v.keep(key, account)
		}, "was erased"},
		"the salt of who was erased is kept": {func(v *village) {
			n := v.known(wang)
			was := v.kept(record.ProfileKey(n))
			var kept struct{ D struct{ Salt string } }
			v.must(json.Unmarshal([]byte(was), &kept))
			v.press(wang, "erase", alone)
			v.keep(record.ProfileKey(n), `{"v":1,"d":{"person":`+itoa(int64(n))+`,"salt":"`+kept.D.Salt+`"}}`)
		}, "was erased"},
		"an account that was to be forgotten is kept": {func(v *village) {
			v.group(yang, "/raise The well is dry")
			n := v.head().Cases
			v.press(yang, "erase", alone)
			was := v.kept("x:accounts")
			v.private(chen, "/screen "+itoa(int64(n))+" decline policy It is the law")
			v.keep("x:accounts", was)
		}, "takes part in nothing"},
		"another account comes back as somebody who was erased": {func(v *village) {
			v.group(yang, "/raise The well is dry")
			v.press(yang, "erase", alone)
			was := v.kept("x:accounts")
			_, after, _ := strings.Cut(was, `"hash":"`)
			v.keep("x:accounts", strings.Replace(was, after[:64], strings.Repeat("0", 64), 1))
		}, "another account is kept"},
		"an account is kept for somebody else": {func(v *village) {
			v.group(yang, "/raise The well is dry")
			from, to := itoa(int64(v.known(yang))), itoa(int64(v.known(chen)))
			v.press(yang, "erase", alone)
			v.keep("x:accounts", strings.Replace(v.kept("x:accounts"), `"person":`+from, `"person":`+to, 1))
		}, "was not erased"},
		"the @name leads to somebody else": {func(v *village) {
			v.keep("x:name:"+strings.ToLower(wu.Username), v.kept("x:name:"+strings.ToLower(liu.Username)))
		}, "another name"},
		"an account for a number to come": {func(v *village) {
			n := itoa(int64(v.head().People + 1))
			v.keep("x:profile:"+n, `{"v":1,"d":{"person":`+n+`,"user":77}}`)
			v.keep("x:user:77", `{"v":1,"d":{"person":`+n+`}}`)
		}, "an account leads to"},
	} {
		t.Run(name, func(t *testing.T) {
			v := live(t)
			v.tampered = true
			tt.tamper(v)
			if got := v.verified(v.file); !strings.Contains(got, tt.want) {
				t.Errorf("found %q, expected %q", got, tt.want)
			}
		})
	}
}

// TestNothingOfAnAccountIsLeftWhenItIsErased: the mark in the book says nothing without its salt, and that is gone.
func TestNothingOfAnAccountIsLeftWhenItIsErased(t *testing.T) {
	v := found(t)
	v.private(wang, "/start "+v.head().Door)
	n := v.known(wang)
	var kept struct {
		D struct{ Salt string }
	}
	v.must(json.Unmarshal([]byte(v.kept(record.ProfileKey(n))), &kept))
	if len(kept.D.Salt) != 32 {
		t.Fatalf("the salt is %q", kept.D.Salt)
	}
	v.press(wang, "erase", alone)
	for _, trace := range v.traces(kept.D.Salt) {
		t.Errorf("the salt stands in %s", trace)
	}
}

// TestAReplacedPaperIsNotCounted replaces the sealed paper of a secret vote by one sealed with the half of the key that
// everybody may know: verify names the voter, and the ballot is void, said to be, and held again.
func TestAReplacedPaperIsNotCounted(t *testing.T) {
	for name, tamper := range map[string]func(v *village, key string, b *ballot.Ballot){
		"replaced": func(v *village, key string, b *ballot.Ballot) {
			sealed, err := ballot.SealPaper(b.Key, ballot.Paper{Choice: ballot.No, Receipt: "1-1-FORGED"})
			v.must(err)
			raw, err := storage.Schema{Kind: "seal"}.Encode(&ballot.Seal{Sealed: sealed})
			v.must(err)
			v.keep(key, string(raw))
		},
		"taken out": func(v *village, key string, _ *ballot.Ballot) { v.drop(key) },
		"put in": func(v *village, key string, _ *ballot.Ballot) {
			v.keep(record.SealKey("1.1", v.known(chen)), v.kept(key))
		},
	} {
		t.Run(name, func(t *testing.T) {
			v := deliberated(t)
			v.private(chen, "/resolve 1 A The lamp is mended")
			v.press(wu, "vote 1.1 yes", alone)
			tamper(v, record.SealKey("1.1", v.known(wu)), look(v, func(s *life.State) *ballot.Ballot { return s.Ballot("1.1") }))
			if got := v.verified(v.file); !strings.Contains(got, "sealed paper of person") {
				t.Errorf("found %q", got)
			}
			v.clock.pass(4 * 24 * time.Hour)
			v.news = nil
			v.tick("case:1")
			if !strings.Contains(strings.Join(v.heard(), " "), "echo.ballot_replaced") {
				t.Errorf("heard %q", v.heard())
			}
			v.expect(v.private(chen, "/resolve 1 A The lamp is mended"), "receipt.ballot_opened")
		})
	}
}

// TestAReplacedPaperIsNamedWithItsDigest replaces a sealed paper and the digest of it that lies with the vote: the
// close cannot see it, and verify can, for the digest in the book is another.
func TestAReplacedPaperIsNamedWithItsDigest(t *testing.T) {
	v := deliberated(t)
	v.private(chen, "/resolve 1 A The lamp is mended")
	v.press(wu, "vote 1.1 yes", alone)
	v.tampered = true
	n := v.known(wu)
	b := look(v, func(s *life.State) *ballot.Ballot { return s.Ballot("1.1") })
	given := look(v, func(s *life.State) string { return s.Vote("1.1", n).Paper })
	sealed, err := ballot.SealPaper(b.Key, ballot.Paper{Choice: ballot.No, Receipt: "1-1-FORGED"})
	v.must(err)
	raw, err := storage.Schema{Kind: "seal"}.Encode(&ballot.Seal{Sealed: sealed})
	v.must(err)
	v.keep(record.SealKey("1.1", n), string(raw))
	key := record.VoteKey("1.1", n)
	v.keep(key, strings.Replace(v.kept(key), given, ballot.Digest(sealed), 1))
	if got, want := v.verified(v.file), "record "+key+" is not what the journal says"; !strings.Contains(got, want) {
		t.Errorf("found %q", got)
	}
}
